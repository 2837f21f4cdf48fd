package io.dropbatch.scheduler.adapter.azurebatch;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes pools through Azure's resource manager: only there can a pool be given managed identities. One request, so that the
 * client library of the resource manager is not needed; nothing is opened before the first.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchmanagement/pool/create">Pool - Create</a>
 */
public final class ResourceManagerPools {

    static final String API_VERSION = "2024-07-01";

    private static final Logger LOG = LoggerFactory.getLogger(ResourceManagerPools.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_REASON = 1000;
    private static final int EXISTS = 412;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final String account;
    private final Supplier<TokenCredential> identities;
    private volatile @Nullable TokenCredential identity;

    /**
     * @param address of the resource manager, which is also the audience of its tokens
     * @param account resource id of the Batch account; empty when the operator has not said
     * @param identities asked once, for the first pool
     */
    public ResourceManagerPools(String address, String account, Supplier<TokenCredential> identities) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.account = account;
        this.identities = identities;
    }

    /** A pool that is there already counts as done. */
    BatchAnswer create(PoolCreation creation, List<String> nodeIdentities) {
        String pool = creation.pool().id();
        if (account.isEmpty()) {
            return never("there is no pool " + pool + ", and one whose nodes carry a managed identity is made through"
                    + " Azure's resource manager: the operator has to set dropbatch.pools.account-id to the Batch"
                    + " account's resource id");
        }
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(TO_CONNECT).build()) {
            HttpResponse<String> response =
                    http.send(request(creation, nodeIdentities), HttpResponse.BodyHandlers.ofString());
            BatchAnswer answer = answer(response);
            log(pool, response.statusCode(), answer);
            return answer;
        } catch (IOException e) {
            return notNow(
                    "Azure's resource manager cannot be reached: " + Redaction.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notNow("the scheduler is stopping");
        } catch (RuntimeException e) {
            // The identity has no token: its service says why.
            return notNow("Azure's resource manager cannot be asked: " + Redaction.of(String.valueOf(e.getMessage())));
        }
    }

    private HttpRequest request(PoolCreation creation, List<String> nodeIdentities) throws IOException {
        URI uri = URI.create(address + account + "/pools/" + creation.pool().id() + "?api-version=" + API_VERSION);
        byte[] body = JSON.writeValueAsBytes(ManagedPoolDocument.of(creation, nodeIdentities));
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("If-None-Match", "*")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The identity keeps tokens and renews them before they expire. */
    private String token() {
        @Nullable TokenCredential known = identity;
        if (known == null) {
            known = identities.get();
            identity = known;
        }
        return known.getTokenSync(new TokenRequestContext().addScopes(address + "/.default"))
                .getToken();
    }

    private static BatchAnswer answer(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2 || status == EXISTS) {
            return BatchAnswer.done();
        }
        String words = reason(response);
        Duration pause = pause(response);
        return switch (status) {
            case 401, 403 ->
                notNow("Azure's resource manager does not let the scheduler in: " + words
                        + "; its identity needs the roles Azure Batch Data Contributor on the account and Managed Identity"
                        + " Operator on the nodes' identity");
            case 408, 429 ->
                new BatchAnswer.NotNow(
                        Failure.of(FailureCode.THROTTLED, "Azure's resource manager asks for patience: " + words),
                        pause);
            case 409 ->
                words.contains("QuotaReached")
                        ? new BatchAnswer.Full(Failure.of(FailureCode.QUOTA, "the Batch account is full: " + words))
                        : new BatchAnswer.NotNow(Failure.of(FailureCode.POOL_UNHEALTHY, words), pause);
            default ->
                status >= 500
                        ? new BatchAnswer.NotNow(
                                Failure.of(FailureCode.PLATFORM, "Azure's resource manager has a problem: " + words),
                                pause)
                        : never("Azure's resource manager refused the pool: " + words);
        };
    }

    /** Code and message of the error and of its details, as Azure writes them. */
    private static String reason(HttpResponse<String> response) {
        StringBuilder words = new StringBuilder("HTTP " + response.statusCode());
        try {
            JsonNode error = JSON.readTree(response.body()).path("error");
            add(words, error);
            error.path("details").forEach(detail -> add(words, detail));
        } catch (IOException e) {
            // A proxy's page explains nothing that the status does not say.
        }
        String all = words.toString().lines().findFirst().orElse("");
        return Redaction.of(all.length() > LONGEST_REASON ? all.substring(0, LONGEST_REASON) : all);
    }

    private static void add(StringBuilder words, JsonNode error) {
        for (String name : List.of("code", "message", "target")) {
            String text = error.path(name).asText().replace('\n', ' ');
            words.append(text.isEmpty() ? "" : " " + text);
        }
    }

    private static Duration pause(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    private static BatchAnswer never(String words) {
        return new BatchAnswer.Never(Failure.of(FailureCode.POOL_UNHEALTHY, words));
    }

    private static BatchAnswer notNow(String words) {
        return new BatchAnswer.NotNow(Failure.of(FailureCode.PLATFORM, words), Duration.ZERO);
    }

    private static void log(String pool, int status, BatchAnswer answer) {
        LOG.atInfo()
                .addKeyValue("action", "create pool by the resource manager")
                .addKeyValue("poolId", pool)
                .addKeyValue("status", status)
                .addKeyValue("outcome", answer.getClass().getSimpleName())
                .log("asked Azure's resource manager");
    }
}
