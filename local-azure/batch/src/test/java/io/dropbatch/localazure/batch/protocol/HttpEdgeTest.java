package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.BatchServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Where HTTP ends, and programs that lie about it. */
class HttpEdgeTest {

    private static final String V = RawCalls.VERSION;
    private static final String JOB = "{\"id\":\"%s\",\"poolInfo\":{\"poolId\":\"p\"}}";

    @AutoClose
    private static final BatchServer server = BatchServer.start();

    private static final RawCalls calls = new RawCalls(server);

    @AfterEach
    void still_answers() throws Exception {
        assertThat(calls.get("/jobs?" + V).statusCode()).isEqualTo(200);
    }

    @Test
    void a_body_may_come_in_chunks() throws Exception {
        HttpResponse<String> response =
                calls.chunked("/jobs?" + V, JOB.formatted("chunked").getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(201);
    }

    @Test
    void a_body_in_chunks_is_no_longer_than_another() throws Exception {
        HttpResponse<String> response = calls.chunked("/jobs?" + V, new byte[3 * 1024 * 1024]);

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("RequestBodyTooLarge", "1048576");
    }

    @Test
    void who_asks_before_sending_too_much_is_told_before() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(signed("POST", "/jobs?" + V, 50_000_000, "Expect: 100-continue\r\n"));

            assertThat(answer(client)).startsWith("HTTP/1.1 413").contains("RequestBodyTooLarge");
        }
    }

    @Test
    void who_asks_before_sending_little_may_send() throws Exception {
        byte[] body = JOB.formatted("asked").getBytes(StandardCharsets.UTF_8);
        try (Socket client = connect()) {
            client.getOutputStream().write(signed("POST", "/jobs?" + V, body.length, "Expect: 100-continue\r\n"));
            byte[] go = client.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n".length());
            client.getOutputStream().write(body);
            client.shutdownOutput();

            assertThat(new String(go, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 100");
            assertThat(answer(client)).contains("HTTP/1.1 201");
        }
    }

    @Test
    void a_body_longer_than_it_says_is_not_read_on() throws Exception {
        byte[] body = (JOB.formatted("short") + "and more of it").getBytes(StandardCharsets.UTF_8);
        try (Socket client = connect()) {
            OutputStream out = client.getOutputStream();
            out.write(signed("POST", "/jobs?" + V, body.length - 14, ""));
            out.write(body);
            out.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();

            assertThat(answer(client)).startsWith("HTTP/1.1 201").contains("HTTP/1.1 400", "InvalidUri");
        }
    }

    @Test
    void a_body_shorter_than_it_says_makes_nothing() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(signed("POST", "/jobs?" + V, 1000, ""));
            client.getOutputStream().write(JOB.formatted("long").getBytes(StandardCharsets.UTF_8));
        }

        assertThat(calls.get("/jobs/long?" + V).statusCode()).isEqualTo(404);
    }

    @Test
    void two_lengths_are_none() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(signed("POST", "/jobs?" + V, 5, "Content-Length: 6\r\n"));
            client.shutdownOutput();

            assertThat(answer(client)).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void a_length_beside_chunks_smuggles_nothing() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(signed("POST", "/jobs?" + V, 4, "Transfer-Encoding: chunked\r\n"));
            client.getOutputStream().write("0\r\n\r\nGET /jobs HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            client.shutdownOutput();

            assertThat(answer(client)).doesNotContain("HTTP/1.1 2").doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void requests_that_come_together_are_answered_in_their_order() throws Exception {
        try (Socket client = connect()) {
            OutputStream all = client.getOutputStream();
            java.io.ByteArrayOutputStream together = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < 20; i++) {
                together.write(signed("GET", (i % 2 == 0 ? "/jobs/none?" : "/pools?") + V, -1, ""));
            }
            all.write(together.toByteArray());
            client.shutdownOutput();

            assertThat(answer(client).lines().filter(line -> line.contains("HTTP/1.1 ")))
                    .hasSize(20)
                    .element(1)
                    .asString()
                    .contains("200");
        }
    }

    @Test
    void a_head_has_no_body_whatever_the_answer() throws Exception {
        HttpResponse<String> missing = calls.send("HEAD", "/pools/none?" + V, "", Map.of());

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEmpty();
    }

    private static byte[] signed(String verb, String path, int length, String more) {
        SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("ocp-date", RawCalls.now());
        if (length >= 0) {
            headers.put("Content-Length", Integer.toString(length));
        }
        StringBuilder request = new StringBuilder(verb + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.put("Authorization", calls.authorization(verb, URI.create(server.endpoint() + path), headers));
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append(more).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Socket connect() throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort());
        client.setSoTimeout(20_000);
        return client;
    }

    private static String answer(Socket client) throws IOException {
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
