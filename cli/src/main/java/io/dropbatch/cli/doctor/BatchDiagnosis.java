package io.dropbatch.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.doctor.BatchRequests.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Looks at the Batch account: rights, clock, images of nodes, and what its pools could not get. */
final class BatchDiagnosis {

    private static final String AREA = "batch";
    private static final Pattern ADDRESS = Pattern.compile("\\s*https?://[A-Za-z0-9.:\\[\\]-]+/?\\s*");
    private static final Duration NOTICE = Duration.ofDays(180);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String ROLE = "Azure Batch Data Contributor";

    private final ClientSettings settings;
    private final List<NodeImageWish> images;
    private final Clock clock;
    private final HttpClient http;

    BatchDiagnosis(ClientSettings settings, List<NodeImageWish> images, Clock clock, HttpClient http) {
        this.settings = settings;
        this.images = List.copyOf(images);
        this.clock = clock;
        this.http = http;
    }

    List<DiagnosisTask> tasks() {
        if (settings.find("AZURE_BATCH_ENDPOINT").isEmpty()) {
            return List.of(unset("AZURE_BATCH_ENDPOINT", "https://<account>.<region>.batch.azure.com"));
        }
        if (settings.find("AZURE_BATCH_ACCESS_KEY").isPresent()
                && settings.find("AZURE_BATCH_ACCOUNT").isEmpty()) {
            return List.of(unset("AZURE_BATCH_ACCOUNT", "<account>"));
        }
        if (!ADDRESS.matcher(settings.find("AZURE_BATCH_ENDPOINT").orElseThrow())
                .matches()) {
            return List.of(unreadable());
        }
        BatchRequests requests = new BatchRequests(settings, clock, http);
        return List.of(
                new DiagnosisTask(AREA, "account", () -> account(requests)),
                new DiagnosisTask(AREA, "images", () -> images(requests)));
    }

    private static DiagnosisTask unset(String variable, String example) {
        return DiagnosisTask.single(
                AREA,
                "settings",
                () -> Diagnosis.wrong(
                        AREA,
                        "settings",
                        variable + " is not set",
                        "export " + variable + "=" + example,
                        "unset " + variable));
    }

    /** Without the value, which may hold a key that was pasted into the wrong variable. */
    private static DiagnosisTask unreadable() {
        return DiagnosisTask.single(
                AREA,
                "settings",
                () -> Diagnosis.wrong(
                        AREA,
                        "settings",
                        "AZURE_BATCH_ENDPOINT is not the address of a Batch account",
                        "export AZURE_BATCH_ENDPOINT=https://<account>.<region>.batch.azure.com",
                        "unset AZURE_BATCH_ENDPOINT"));
    }

    private List<Diagnosis> account(BatchRequests requests) throws IOException, InterruptedException {
        Answer pools = requests.get("/pools", Map.of("maxresults", "1000"));
        if (pools.status() != OK) {
            return List.of(refused("account", pools));
        }
        List<Diagnosis> diagnoses = new ArrayList<>();
        diagnoses.add(Diagnosis.ok(AREA, "account", "answers"));
        if (!pools.date().isEmpty()) {
            diagnoses.add(new ClockCheck(clock).diagnose(AREA, pools.date()));
        }
        diagnoses.add(write(requests));
        pools.body().path("value").forEach(pool -> shortage(pool, diagnoses));
        return diagnoses;
    }

    /** Asks for a job that there is not; the rights are looked at first. */
    private static Diagnosis write(BatchRequests requests) throws IOException, InterruptedException {
        Answer answer = requests.post("/jobs/dropbatch-doctor/terminate");
        return answer.status() == NOT_FOUND
                ? Diagnosis.ok(AREA, "rights", "may change jobs")
                : refused("rights", answer);
    }

    private static Diagnosis refused(String subject, Answer answer) {
        return switch (answer.status()) {
            case UNAUTHORIZED, FORBIDDEN -> {
                boolean key = answer.code().equals("AuthenticationFailed") || answer.status() == UNAUTHORIZED;
                yield Diagnosis.wrong(
                        AREA,
                        subject,
                        "refused with " + answer.status() + " " + answer.code()
                                + (key
                                        ? ": the key is of another account or was renewed, the token is for another"
                                                + " service, or the clock is off"
                                        : ": this identity has no role that allows it"),
                        key
                                ? "az batch account keys list --name <account> --resource-group <group>"
                                : StorageDiagnosis.grant(ROLE),
                        key ? "" : StorageDiagnosis.withdraw(ROLE));
            }
            default ->
                Diagnosis.wrong(
                        AREA,
                        subject,
                        "answers " + answer.status() + " " + answer.code()
                                + ": is this the address of a Batch account?",
                        "",
                        "");
        };
    }

    private static void shortage(JsonNode pool, List<Diagnosis> diagnoses) {
        JsonNode error = pool.path("resizeErrors").path(0);
        if (error.isMissingNode()) {
            return;
        }
        String id = pool.path("id").asText();
        boolean quota = error.path("code").asText().contains("Quota");
        diagnoses.add(Diagnosis.warning(
                AREA,
                "pool " + id,
                "did not get its nodes: " + error.path("code").asText() + (quota ? "; ask for more quota" : ""),
                quota ? "az support tickets create, or Portal > Batch account > Quotas > Request quota increase" : "",
                ""));
    }

    private List<Diagnosis> images(BatchRequests requests) throws IOException, InterruptedException {
        Answer answer = requests.get("/supportedimages", Map.of("maxresults", "1000"));
        if (answer.status() != OK) {
            return List.of(Diagnosis.skipped(AREA, "images", "the list was refused with " + answer.status(), ""));
        }
        return images.stream()
                .map(image -> image(image, answer.body().path("value")))
                .toList();
    }

    private Diagnosis image(NodeImageWish wanted, JsonNode supported) {
        String subject = "image " + wanted.name();
        return StreamSupport.stream(supported.spliterator(), false)
                .filter(wanted::isMetBy)
                .findFirst()
                .map(found ->
                        supportOf(subject, found.path("batchSupportEndOfLife").asText("")))
                .orElseGet(() -> Diagnosis.wrong(
                        AREA,
                        subject,
                        "Batch does not support " + wanted + ": pools with it are refused",
                        "az batch pool supported-images list --account-name <account> --query"
                                + " \"[?nodeAgentSkuId=='" + wanted.agent() + "'].imageReference\"",
                        ""));
    }

    private Diagnosis supportOf(String subject, String end) {
        if (end.isEmpty() || Instant.parse(end).isAfter(clock.instant().plus(NOTICE))) {
            return Diagnosis.ok(AREA, subject, "is supported");
        }
        return Diagnosis.warning(
                AREA,
                subject,
                "loses Batch's support on "
                        + Instant.parse(end).atZone(ZoneOffset.UTC).toLocalDate()
                        + ": from then on pools may fail to grow",
                "set 'image' of the workloads that name it to a newer one",
                "");
    }
}
