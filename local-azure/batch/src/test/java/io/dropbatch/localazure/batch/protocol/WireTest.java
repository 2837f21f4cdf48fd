package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, to the letter. */
class WireTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String V = RawCalls.VERSION;

    @TempDir
    static Path folder;

    static BatchServer server;
    static RawCalls calls;

    @BeforeAll
    static void start() throws Exception {
        server = BatchServer.start(BatchOptions.in(folder));
        calls = new RawCalls(server);
        assertThat(post("/jobs", "{\"id\":\"Big\",\"poolInfo\":{\"poolId\":\"none\"}}")
                        .statusCode())
                .isEqualTo(201);
        for (int chunk = 0; chunk < 3; chunk++) {
            int from = chunk * 100;
            String tasks = IntStream.range(from, from + 100)
                    .mapToObj(i -> "{\"id\":\"" + i % 3 + "-%03d\",\"commandLine\":\"true\"}".formatted(i))
                    .collect(Collectors.joining(","));
            assertThat(post("/jobs/big/addtaskcollection", "{\"value\":[" + tasks + "]}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-07-01.20.0, 200",
        "2022-10-01.16.0, 200",
        "2023-05-01.17.0, 200",
        "2019-08-01.10.0, 400",
        "2030-01-01.1.0, 400",
        "nonsense, 400"
    })
    void speaks_certain_versions(String version, int status) throws Exception {
        assertThat(calls.get("/pools?api-version=" + version + "&timeout=30").statusCode())
                .isEqualTo(status);
    }

    @Test
    void an_error_names_its_code_and_the_request() throws Exception {
        HttpResponse<String> response = calls.get("/jobs/nope?" + V);

        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode error = tree(response);
        String id = response.headers().firstValue("request-id").orElseThrow();
        assertThat(error.path("code").asText()).isEqualTo("JobNotFound");
        assertThat(error.path("message").path("value").asText())
                .startsWith("The specified job does not exist.\nRequestId:" + id + "\nTime:");
        assertThat(error.path("odata.metadata").asText())
                .isEqualTo(server.endpoint()
                        + "/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element");
    }

    @Test
    void a_job_is_found_in_any_case_and_shows_its_defaults() throws Exception {
        JsonNode job = tree(calls.get("/jobs/BIG?" + V));

        assertThat(job.path("id").asText()).isEqualTo("Big");
        assertThat(job.path("state").asText()).isEqualTo("active");
        assertThat(job.path("priority").asInt()).isZero();
        assertThat(job.path("maxParallelTasks").asInt()).isEqualTo(-1);
        assertThat(job.path("constraints").path("maxWallClockTime").asText()).isEqualTo("P10675199DT2H48M5.4775807S");
        assertThat(job.path("eTag").asText()).matches("0x8D[0-9A-F]+|0x[0-9A-F]{15}");
        assertThat(post("/jobs", "{\"id\":\"BIG\",\"poolInfo\":{\"poolId\":\"p\"}}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void pages_through_a_filtered_list_with_only_what_was_selected() throws Exception {
        List<String> ids = new ArrayList<>();
        String next = "/jobs/big/tasks?" + V
                + "&%24filter=startswith(id%2C%271-%27)%20and%20state%20eq%20%27active%27&%24select=id,%20state&maxresults=30";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = tree(calls.get(next));
            page.path("value").forEach(task -> {
                assertThat(task.size()).isEqualTo(2);
                ids.add(task.path("id").asText());
            });
            next = page.path("odata.nextLink")
                    .asText()
                    .replace(server.endpoint().toString(), "");
            pages++;
        }

        assertThat(ids).hasSize(100).doesNotHaveDuplicates().allMatch(id -> id.startsWith("1-"));
        assertThat(pages).isEqualTo(4);
    }

    @Test
    void a_collection_answers_for_each_task() throws Exception {
        JsonNode results = tree(post("/jobs/big/addtaskcollection", """
                        {"value":[{"id":"0-000","commandLine":"x"},{"id":"bad id","commandLine":"x"},
                        {"id":"nocommand"},{"id":"twice","commandLine":"x"},{"id":"TWICE","commandLine":"x"}]}""")).path("value");

        assertThat(results.findValuesAsText("status"))
                .containsExactly("clienterror", "clienterror", "clienterror", "Success", "clienterror");
        assertThat(results.get(0).path("error").path("code").asText()).isEqualTo("TaskExists");
        assertThat(results.get(1).path("error").path("code").asText()).isEqualTo("InvalidPropertyValue");
        assertThat(results.get(2).path("error").path("code").asText()).isEqualTo("MissingRequiredProperty");
        assertThat(results.get(4).path("error").path("code").asText()).isEqualTo("TaskExists");
        calls.send("DELETE", "/jobs/big/tasks/twice?" + V, "", Map.of());
    }

    @Test
    void a_body_of_more_than_a_megabyte_is_refused() throws Exception {
        HttpResponse<String> response = post("/jobs/big/addtaskcollection", " ".repeat(1024 * 1024 + 1));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(tree(response).path("code").asText()).isEqualTo("RequestBodyTooLarge");
        assertThat(tree(response).path("values").get(0).path("value").asText()).isEqualTo("1048576");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"id\":5}",
                "{\"id\":\"a\",\"id\":\"b\"}",
                "{\"id\":\"x\",\"poolInfo\":\"p\"}",
                "{\"id\":\"x\",\"poolInfo\":{\"poolId\":\"p\"},\"constraints\":{\"maxWallClockTime\":\"soon\"}}",
                "{\"id\":\"../x\",\"poolInfo\":{\"poolId\":\"p\"}}"
            })
    void bad_bodies_are_refused(String body) throws Exception {
        HttpResponse<String> response = post("/jobs", body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(tree(response).path("code").asText()).isNotEmpty();
    }

    @Test
    void conditions_are_honoured() throws Exception {
        HttpResponse<String> job = calls.get("/jobs/big?" + V);
        String etag = job.headers().firstValue("ETag").orElseThrow();

        assertThat(tree(job).path("eTag").asText()).isEqualTo(etag);
        assertThat(calls.send("GET", "/jobs/big?" + V, "", Map.of("If-None-Match", etag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(calls.send("PATCH", "/jobs/big?" + V, "{\"priority\":5}", Map.of("If-Match", "0x0"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(calls.send("PATCH", "/jobs/big?" + V, "{\"priority\":0}", Map.of("If-Match", etag))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_not_supported_says_so() throws Exception {
        HttpResponse<String> certificates = post("/certificates", "{}");
        HttpResponse<String> contained = post(
                "/jobs/big/tasks", "{\"id\":\"d\",\"commandLine\":\"x\",\"containerSettings\":{\"imageName\":\"a\"}}");

        assertThat(certificates.statusCode()).isEqualTo(501);
        assertThat(tree(certificates).path("code").asText()).isEqualTo("NotImplemented");
        assertThat(contained.statusCode()).isEqualTo(501);
        assertThat(contained.body()).contains("containerSettings");
        assertThat(calls.get("/nothing?" + V).statusCode()).isEqualTo(404);
        assertThat(calls.send("PUT", "/pools?" + V, "", Map.of()).statusCode()).isEqualTo(405);
    }

    @Test
    void there_are_no_certificates() throws Exception {
        String one = "/certificates(thumbprintAlgorithm=sha1,thumbprint=0123456789abcdef)";

        assertThat(tree(calls.get("/certificates?" + V)).path("value").isEmpty())
                .isTrue();
        for (HttpResponse<String> response : List.of(
                calls.get(one + "?" + V),
                calls.send("DELETE", one + "?" + V, "", Map.of()),
                post(one + "/canceldelete", ""))) {
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(tree(response).path("code").asText()).isEqualTo("CertificateNotFound");
        }
        assertThat(calls.get("/certificates(?" + V).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_not_http_is_refused_with_words() throws Exception {
        for (String nonsense :
                List.of("GET\r\n\r\n", "\0\1\2\r\n\r\n", "GET /" + "x".repeat(70_000) + " HTTP/1.1\r\n\r\n")) {
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), server.endpoint().getPort())) {
                client.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().flush();
                client.shutdownOutput();
                client.setSoTimeout(5000);
                assertThat(new String(client.getInputStream().readNBytes(60), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 4");
            }
        }
        assertThat(calls.get("/jobs/%00?" + V).statusCode()).isEqualTo(400);
        assertThat(calls.get("/jobs/" + "x".repeat(10_000) + "?" + V).statusCode())
                .isEqualTo(400);
        assertThat(calls.get("/jobs/..%2F..%2Fetc?" + V).statusCode()).isEqualTo(400);
    }

    @Test
    void misbehaves_when_it_is_told_to() throws Exception {
        Map<String, String> key = Map.of("Authorization", "Bearer " + server.key());
        server.faults().arm(io.dropbatch.localazure.batch.engine.fault.FaultInjection.Kind.THROTTLE, 1);

        assertThat(calls.unsigned("/_faults", key).body()).contains("\"fault\":\"throttle\",\"left\":1");
        HttpResponse<String> throttled = calls.get("/jobs/big?" + V);

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(calls.get("/jobs/big?" + V).statusCode()).isEqualTo(200);
        assertThat(calls.unsigned("/pools?" + V, key).statusCode()).isEqualTo(403);
    }

    @Test
    void a_pool_shows_what_its_formula_said() throws Exception {
        String pool = "{\"id\":\"scaled\",\"vmSize\":\"x\",\"enableAutoScale\":true,\"autoScaleFormula\":\"%s\"}";

        assertThat(post("/pools", pool.formatted("$TargetDedicatedNodes=$PendingTasks.GetSample(1);"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/pools", pool.formatted("$TargetDedicatedNodes = 2; $NodeDeallocationOption=requeue"))
                        .statusCode())
                .isEqualTo(201);
        JsonNode scaled = tree(calls.get("/pools/scaled?" + V));
        assertThat(scaled.path("targetDedicatedNodes").asInt()).isEqualTo(2);
        assertThat(scaled.path("autoScaleRun").path("results").asText())
                .isEqualTo("$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return calls.send(
                "POST", path + "?" + V, body, Map.of("Content-Type", "application/json; odata=minimalmetadata"));
    }

    private static JsonNode tree(HttpResponse<String> response) throws Exception {
        return MAPPER.readTree(response.body());
    }
}
