package io.dropbatch.observability;

import io.dropbatch.systemtests.fixture.RunningSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Makes local Batch misbehave, as its README describes. */
record BatchFaults(RunningSystem system) {

    void arm(String faults) {
        send(request().POST(HttpRequest.BodyPublishers.ofString(faults)));
    }

    void disarm() {
        send(request().DELETE());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(system.address("AZURE_BATCH_ENDPOINT") + "/_faults"))
                .header("Authorization", "Bearer " + system.address("AZURE_BATCH_ACCESS_KEY"));
    }

    private static void send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError("Batch refuses the fault: " + answer.statusCode() + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
