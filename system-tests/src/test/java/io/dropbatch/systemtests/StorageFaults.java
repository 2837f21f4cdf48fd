package io.dropbatch.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Makes local storage misbehave, as its README describes. */
record StorageFaults(URI endpoint) {

    static StorageFaults of(House house) {
        URI account = URI.create(house.container("inbox").getAccountUrl());
        return new StorageFaults(account.resolve("/_faults"));
    }

    void set(String switches) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "?" + switches))
                .header("x-local-azure", "1")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new AssertionError("storage refuses " + switches + ": " + answer.statusCode() + answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError("storage does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
