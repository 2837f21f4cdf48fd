package io.dropbatch.cli.doctor;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.cli.client.ClientSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Asks Azure's resource manager what the Batch account may use, and which VM sizes its region has. */
final class QuotaDiagnosis {

    /** Where the account's resource id is set. */
    static final String RESOURCE = "AZURE_BATCH_RESOURCE_ID";

    private static final String AREA = "batch";
    private static final Pattern ID = Pattern.compile(
            "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.Batch/batchAccounts/([^/]+)",
            Pattern.CASE_INSENSITIVE);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int USUAL_JOBS = 90;
    private static final int OK = 200;

    private final ClientSettings settings;
    private final List<String> sizes;
    private final TokenCredential identity;
    private final HttpClient http;

    QuotaDiagnosis(ClientSettings settings, List<String> sizes, TokenCredential identity, HttpClient http) {
        this.settings = settings;
        this.sizes = List.copyOf(sizes);
        this.identity = identity;
        this.http = http;
    }

    List<DiagnosisTask> tasks() {
        Matcher id = ID.matcher(settings.find(RESOURCE).orElse(""));
        if (!id.matches()) {
            return List.of(DiagnosisTask.single(
                    AREA,
                    "quota and VM sizes",
                    () -> Diagnosis.skipped(
                            AREA,
                            "quota and VM sizes",
                            RESOURCE + " does not say where to ask",
                            "export " + RESOURCE + "=$(az batch account show --name <account> --resource-group <group>"
                                    + " --query id -o tsv)")));
        }
        return List.of(new DiagnosisTask(AREA, "quota", () -> quota(id.group(), id.group(1))));
    }

    private List<Diagnosis> quota(String id, String subscription) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(id + "?api-version=2024-07-01");
        if (answer.statusCode() != OK) {
            return List.of(Diagnosis.skipped(
                    AREA,
                    "quota",
                    "the resource manager refused with " + answer.statusCode(),
                    "az role assignment create --assignee <identity> --role Reader --scope " + id));
        }
        JsonNode account = new ObjectMapper().readTree(answer.body());
        List<Diagnosis> diagnoses = new ArrayList<>();
        JsonNode properties = account.path("properties");
        diagnoses.add(cores(properties));
        diagnoses.add(jobs(properties));
        diagnoses.addAll(sizes(subscription, account.path("location").asText()));
        return diagnoses;
    }

    private static Diagnosis cores(JsonNode properties) {
        int dedicated = properties.path("dedicatedCoreQuota").asInt();
        return dedicated > 0
                ? Diagnosis.ok(AREA, "core quota", dedicated + " dedicated cores")
                : Diagnosis.wrong(
                        AREA,
                        "core quota",
                        "the account may use no dedicated core: no pool ever gets a node",
                        "Portal > Batch account > Quotas > Request quota increase",
                        "");
    }

    private Diagnosis jobs(JsonNode properties) {
        int quota = properties.path("activeJobAndJobScheduleQuota").asInt();
        int wanted = settings.find("DROPBATCH_MAX_ACTIVE_JOBS")
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(Integer::parseInt)
                .orElse(USUAL_JOBS);
        return wanted <= quota
                ? Diagnosis.ok(AREA, "job quota", quota + " active jobs")
                : Diagnosis.warning(
                        AREA,
                        "job quota",
                        "the account may have " + quota + " active jobs, the scheduler tries up to " + wanted
                                + ": it learns of the limit by refusals, and others who use the account find no room",
                        "export DROPBATCH_MAX_ACTIVE_JOBS=" + Math.max(1, quota - quota / 10),
                        "unset DROPBATCH_MAX_ACTIVE_JOBS");
    }

    private List<Diagnosis> sizes(String subscription, String region) throws IOException, InterruptedException {
        if (sizes.isEmpty()) {
            return List.of();
        }
        HttpResponse<String> answer = get("/subscriptions/" + subscription + "/providers/Microsoft.Batch/locations/"
                + region + "/virtualMachineSkus?api-version=2024-07-01&maxresults=2000");
        if (answer.statusCode() != OK) {
            return List.of(Diagnosis.skipped(
                    AREA, "VM sizes", "the resource manager refused with " + answer.statusCode(), ""));
        }
        JsonNode known = new ObjectMapper().readTree(answer.body()).path("value");
        return sizes.stream().map(size -> size(size, region, known)).toList();
    }

    private static Diagnosis size(String size, String region, JsonNode known) {
        boolean found = StreamSupport.stream(known.spliterator(), false)
                .anyMatch(sku -> sku.path("name").asText().equalsIgnoreCase(size));
        return found
                ? Diagnosis.ok(AREA, "VM size " + size, "is offered in " + region)
                : Diagnosis.wrong(
                        AREA,
                        "VM size " + size,
                        "is not offered to Batch in " + region + ": a workload with it gets no pool",
                        "az batch location list-skus --location " + region + " --query \"[].name\" -o tsv",
                        "");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String address = settings.cloud().resourceManager();
        TokenRequestContext context = new TokenRequestContext().addScopes(address + "/.default");
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LIMIT)
                .header(
                        "Authorization",
                        "Bearer "
                                + Objects.requireNonNull(identity.getTokenSync(context))
                                        .getToken())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
