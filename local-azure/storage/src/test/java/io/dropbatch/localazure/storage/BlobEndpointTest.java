package io.dropbatch.localazure.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableServiceClientBuilder;
import com.azure.data.tables.models.TableEntity;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The proxy adds nothing and loses nothing on the way to Azurite. */
class BlobEndpointTest {

    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    static final StorageExtension storage = new StorageExtension();

    private static BlobClient blob(String name) {
        return storage.container("quiet").getBlobClient(name);
    }

    @Test
    void serves_ranges() {
        blob("digits.txt").upload(BinaryData.fromString("0123456789"));
        ByteArrayOutputStream part = new ByteArrayOutputStream();

        int status = blob("digits.txt")
                .downloadStreamWithResponse(part, new BlobRange(3, 4L), null, null, false, null, null)
                .getStatusCode();

        assertThat(status).isEqualTo(206);
        assertThat(part.toString(UTF_8)).isEqualTo("3456");
    }

    @Test
    void passes_refusals_on() {
        assertThatThrownBy(() -> blob("absent").downloadContent())
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(404));
        assertThatThrownBy(() -> storage.blobs().createBlobContainer("quiet"))
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(409));
        String wrongKey = storage.server().connectionString().replace(DevelopmentAccount.KEY, "d3Jvbmc=");
        assertThatThrownBy(() -> StorageExtension.client(wrongKey).createBlobContainer("mine"))
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(403));
    }

    @Test
    void lets_a_refusal_reach_a_client_that_is_still_sending() throws Exception {
        URI unsigned = URI.create(storage.server().blobEndpoint() + "/quiet/unsigned.bin");
        HttpRequest request = HttpRequest.newBuilder(unsigned)
                .header("x-ms-blob-type", "BlockBlob")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[8 * MEGABYTE]))
                .build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(403);
    }

    @Test
    void asks_a_client_that_expects_it_to_continue() throws Exception {
        try (Socket socket =
                new Socket("127.0.0.1", storage.server().blobEndpoint().getPort())) {
            socket.setSoTimeout(10_000);
            send(
                    socket,
                    "PUT /devstoreaccount1/quiet/c HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n"
                            + "Expect: 100-continue\r\nx-ms-blob-type: BlockBlob\r\n\r\n");

            assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 100");
            send(socket, "ok");
            assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void answers_requests_that_are_sent_ahead_in_order() throws Exception {
        try (Socket socket =
                new Socket("127.0.0.1", storage.server().blobEndpoint().getPort())) {
            socket.setSoTimeout(10_000);
            String get = "GET /devstoreaccount1/quiet/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "x-ms-client-request-id: %s\r\n%s\r\n";
            send(socket, get.formatted("a", "1", "") + get.formatted("b", "2", "Connection: close\r\n"));

            String both = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(both.split("HTTP/1.1 403", -1)).hasSize(3);
        }
    }

    @Test
    void refuses_what_is_no_http() throws Exception {
        try (Socket socket =
                new Socket("127.0.0.1", storage.server().blobEndpoint().getPort())) {
            socket.setSoTimeout(10_000);
            send(socket, "\u0016\u0003\u0001 hello\r\n\r\n");

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void survives_clients_that_leave_in_the_middle() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Socket socket =
                    new Socket("127.0.0.1", storage.server().blobEndpoint().getPort())) {
                send(
                        socket,
                        "PUT /devstoreaccount1/quiet/gone HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc");
            }
        }

        blob("after.txt").upload(BinaryData.fromString("x"));

        assertThat(blob("after.txt").downloadContent().toString()).isEqualTo("x");
    }

    @Test
    void throttles_when_told_to_and_the_sdk_gets_over_it() throws Exception {
        HttpURLConnection faults = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + storage.server().blobEndpoint().getPort() + "/_faults?throttle=1")
                        .toURL()
                        .openConnection();
        faults.setRequestMethod("POST");
        faults.setRequestProperty("x-local-azure", "1");
        assertThat(faults.getResponseCode()).isEqualTo(200);

        blob("patient.txt").upload(BinaryData.fromString("x"));

        assertThat(blob("patient.txt").exists()).isTrue();
    }

    @Test
    void serves_tables() {
        TableClient table = new TableServiceClientBuilder()
                .connectionString(storage.server().connectionString())
                .buildClient()
                .getTableClient("submissions");

        table.createEntity(new TableEntity("p", "r").addProperty("state", "accepted"));

        assertThat(table.getEntity("p", "r").getProperty("state")).isEqualTo("accepted");
    }

    @Test
    void listens_on_loopback_only() {
        assertThat(storage.server().blobEndpoint().getHost()).isEqualTo("127.0.0.1");
        assertThat(storage.server().tableEndpoint().getHost()).isEqualTo("127.0.0.1");
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String readHead(InputStream in) throws IOException {
        byte[] head = new byte[8192];
        int length = 0;
        while (length < head.length) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head[length++] = (byte) next;
            String text = new String(Arrays.copyOf(head, length), US_ASCII);
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return new String(head, 0, length, US_ASCII);
    }
}
