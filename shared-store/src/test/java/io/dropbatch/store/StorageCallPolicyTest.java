package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.ClientCall;
import io.dropbatch.store.cloud.CloudAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of requests to an account that answers as it is made to. */
@Timeout(30)
class StorageCallPolicyTest {

    private final List<ClientCall> calls = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;
    private StorageAccount account;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("ETag", "\"0x1\"");
            exchange.sendResponseHeaders(statuses.remove(), -1);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        account = StorageAccount.connect(
                "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;BlobEndpoint=%1$s/a;TableEndpoint=%1$s/a"
                        .formatted(base),
                null,
                null,
                CloudAddresses.ofPublicCloud(),
                (call, took) -> {
                    assertThat(took).isPositive();
                    calls.add(call);
                });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_blob_that_is_not_there_is_an_answer_of_its_own() {
        statuses.add(404);

        assertThat(account.blobs("inbox").facts("a/b.csv")).isEmpty();

        assertThat(calls).containsExactly(new ClientCall(CallClient.BLOB, "HEAD blob", CallAnswer.NOT_FOUND));
    }

    @Test
    void a_condition_that_did_not_hold_is_a_conflict() {
        statuses.add(412);

        assertThat(account.blobs("inbox").writeIfAbsent("a", "x".getBytes(StandardCharsets.UTF_8), "text/plain"))
                .isEmpty();

        assertThat(calls).containsExactly(new ClientCall(CallClient.BLOB, "PUT blob", CallAnswer.CONFLICT));
    }

    @Test
    void rows_are_told_apart_from_blobs() {
        statuses.addAll(List.of(204, 404));

        assertThat(account.rows("notes", String.class).find("p", "k")).isEmpty();

        assertThat(calls)
                .containsExactly(
                        new ClientCall(CallClient.TABLE, "POST tables", CallAnswer.OK),
                        new ClientCall(CallClient.TABLE, "GET entity", CallAnswer.NOT_FOUND));
    }

    @Test
    void a_request_that_the_client_repeats_counts_each_time() {
        statuses.addAll(List.of(503, 204, 404));

        account.rows("notes", String.class).find("p", "k");

        assertThat(calls)
                .extracting(ClientCall::answer)
                .containsExactly(CallAnswer.BUSY, CallAnswer.OK, CallAnswer.NOT_FOUND);
    }

    @Test
    void an_account_that_is_gone_does_not_answer() {
        BlobStore inbox = account.blobs("inbox");
        server.stop(0);

        // The client goes on trying for a while.
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                inbox.read("a");
            } catch (StoreException expected) {
                // As it should.
            }
        });

        await("a call without an answer")
                .until(() -> calls.contains(new ClientCall(CallClient.BLOB, "GET blob", CallAnswer.NO_ANSWER)));
        caller.interrupt();
    }
}
