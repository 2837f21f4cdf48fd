package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.localazure.batch.Await;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditional headers decide on every operation that documents them; where they are not met nothing happens. */
class ConditionsTest {

    private static final String V = RawCalls.VERSION;
    private static final String PAST = "Thu, 01 Jan 1970 00:00:00 GMT";
    private static final String FUTURE = "Fri, 31 Dec 2100 23:59:59 GMT";

    /** Verb, path, status when the conditions are met, body. */
    private static final String OPERATIONS = """
            GET /pools/{pool} 200
            HEAD /pools/{pool} 200
            PATCH /pools/{pool} 200 {'metadata':[{'name':'a','value':'b'}]}
            DELETE /pools/{pool} 202
            POST /pools/{pool}/enableautoscale 200 {'autoScaleFormula':'$TargetDedicatedNodes=1;'}
            POST /pools/{pool}/resize 202 {'targetDedicatedNodes':2}
            POST /pools/{pool}/stopresize 202
            POST /pools/{pool}/removenodes 404 {'nodeList':['none']}
            GET /jobs/{job} 200
            PATCH /jobs/{job} 200 {'priority':7}
            PUT /jobs/{job} 200 {'poolInfo':{'poolId':'none'},'priority':7}
            DELETE /jobs/{job} 202
            POST /jobs/{job}/disable 202 {'disableTasks':'requeue'}
            POST /jobs/{job}/enable 202
            POST /jobs/{job}/terminate 202
            GET /jobs/{job}/tasks/{task} 200
            PUT /jobs/{job}/tasks/{task} 200 {'constraints':{'maxTaskRetryCount':3}}
            DELETE /jobs/{job}/tasks/{task} 200
            POST /jobs/{job}/tasks/{task}/terminate 204
            POST /jobs/{job}/tasks/{task}/reactivate 204
            GET /jobschedules/{schedule} 200
            HEAD /jobschedules/{schedule} 200
            PATCH /jobschedules/{schedule} 200 {'metadata':[]}
            PUT /jobschedules/{schedule} 200 {'schedule':{},'jobSpecification':{'poolInfo':{'poolId':'none'}}}
            DELETE /jobschedules/{schedule} 202
            POST /jobschedules/{schedule}/disable 204
            POST /jobschedules/{schedule}/enable 204
            POST /jobschedules/{schedule}/terminate 202
            """;

    @TempDir
    static Path folder;

    static BatchServer server;
    /** Its pools are never done with resizing. */
    static BatchServer slow;

    static RawCalls calls;
    static RawCalls slowCalls;
    static int made;

    @BeforeAll
    static void start() {
        server = BatchServer.start(BatchOptions.in(folder.resolve("quick")));
        slow = BatchServer.start(BatchOptions.in(folder.resolve("slow")).withAllocationTime(Duration.ofHours(1)));
        calls = new RawCalls(server);
        slowCalls = new RawCalls(slow);
    }

    @AfterAll
    static void stop() {
        server.close();
        slow.close();
    }

    @Test
    void are_tested_on_every_operation_that_documents_them() {
        assertThat(operations().map(operation -> ClientOperation.nameless(operation.name())))
                .containsExactlyInAnyOrderElementsOf(ClientOperation.all().stream()
                        .filter(operation -> operation.headers().contains("If-Match"))
                        .map(ClientOperation::name)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void that_are_not_met_have_no_effect(Conditional operation) throws Exception {
        String path = made(operation);
        String thing = thing(path);
        RawCalls calls = calls(operation);
        String before = calls.get(thing + "?" + V).body();
        String etag = etag(calls, thing);

        assertThat(status(operation, path, "If-Match", "0x8D0000000000000")).isEqualTo(412);
        assertThat(status(operation, path, "If-None-Match", etag)).isEqualTo(operation.reads() ? 304 : 412);
        assertThat(status(operation, path, "If-None-Match", "*")).isEqualTo(operation.reads() ? 304 : 412);
        assertThat(status(operation, path, "If-Modified-Since", FUTURE)).isEqualTo(operation.reads() ? 304 : 412);
        assertThat(status(operation, path, "If-Unmodified-Since", PAST)).isEqualTo(412);
        assertThat(status(operation, path, "If-Modified-Since", "yesterday")).isEqualTo(400);
        assertThat(status(operation, path, "If-Unmodified-Since", "yesterday")).isEqualTo(400);

        assertThat(calls.get(thing + "?" + V).body()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void that_are_met_let_it_happen(Conditional operation) throws Exception {
        for (String header : new String[] {"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"}) {
            String path = made(operation);
            String thing = thing(path);
            String value = switch (header) {
                case "If-Match" -> etag(calls(operation), thing);
                case "If-None-Match" -> "0x8D0000000000000";
                case "If-Modified-Since" -> PAST;
                default -> FUTURE;
            };

            assertThat(status(operation, path, header, value)).as(header).isEqualTo(operation.status());
        }
    }

    @Test
    void that_a_reader_meets_are_answered_with_the_version() throws Exception {
        String path = made(new Conditional("GET", "/jobs/{job}", 200, ""));
        String etag = etag(calls, path);

        HttpResponse<String> same = calls.send("GET", path + "?" + V, "", Map.of("If-None-Match", etag));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().firstValue("ETag")).hasValue(etag);
    }

    @Test
    void with_an_etag_decide_over_those_with_a_time() throws Exception {
        String job = made(new Conditional("GET", "/jobs/{job}", 200, ""));
        String path = job + "?" + V;
        String etag = etag(calls, job);

        assertThat(calls.send("GET", path, "", Map.of("If-None-Match", "0x0", "If-Modified-Since", FUTURE))
                        .statusCode())
                .isEqualTo(200);
        assertThat(calls.send("PATCH", path, "{}", Map.of("If-Match", etag, "If-Unmodified-Since", PAST))
                        .statusCode())
                .isEqualTo(200);
        assertThat(calls.send("GET", path, "", Map.of("If-Match", "0x0", "If-None-Match", "*"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(calls.send("GET", path, "", Map.of("If-Match", "\"0x0\", \"" + etag(calls, job) + "\""))
                        .statusCode())
                .isEqualTo(200);
    }

    static Stream<Conditional> operations() {
        return OPERATIONS
                .lines()
                .map(line -> line.split(" ", 4))
                .map(words -> new Conditional(
                        words[0], words[1], Integer.parseInt(words[2]), words.length < 4 ? "" : words[3]));
    }

    /** One operation with a thing to do it to that nobody else touches; returns its path. */
    private static String made(Conditional operation) throws Exception {
        String id = "n" + ++made;
        if (operation.path().startsWith("/pools")) {
            post(calls(operation), "/pools", "{'id':'" + id + "','vmSize':'a1','targetDedicatedNodes':1}", 201);
            String state = operation.stopsResize() ? "resizing" : "steady";
            Await.until(
                    "the pool is " + state,
                    () -> calls(operation)
                            .get("/pools/" + id + "?" + V)
                            .body()
                            .contains("\"allocationState\":\"" + state));
        } else if (operation.path().startsWith("/jobschedules")) {
            post(
                    calls,
                    "/jobschedules",
                    "{'id':'" + id + "','schedule':{'doNotRunUntil':'2100-01-01T00:00:00Z'},"
                            + "'jobSpecification':{'poolInfo':{'poolId':'none'}}}",
                    201);
        } else {
            post(calls, "/jobs", "{'id':'" + id + "','poolInfo':{'poolId':'none'}}", 201);
            post(calls, "/jobs/" + id + "/tasks", "{'id':'t','commandLine':'x'}", 201);
        }
        if (operation.path().endsWith("/reactivate")) {
            post(calls, "/jobs/" + id + "/tasks/t/terminate", "", 204);
        }
        return operation.path().replace("{task}", "t").replaceAll("\\{[^}]*}", id);
    }

    /** The path of what an operation is on: that of the operation without the action. */
    private static String thing(String path) {
        return path.replaceFirst("(/(?:pools|jobschedules|jobs)/[^/]*(?:/tasks/[^/]*)?).*", "$1");
    }

    private static RawCalls calls(Conditional operation) {
        return operation.stopsResize() ? slowCalls : calls;
    }

    private static void post(RawCalls calls, String path, String body, int status) throws Exception {
        HttpResponse<String> response = calls.send("POST", path + "?" + V, body.replace('\'', '"'), Map.of());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    private static String etag(RawCalls calls, String path) throws Exception {
        return calls.get(path + "?" + V).headers().firstValue("ETag").orElseThrow();
    }

    private static int status(Conditional operation, String path, String header, String value) throws Exception {
        HttpResponse<String> response = calls(operation)
                .send(operation.verb(), path + "?" + V, operation.body().replace('\'', '"'), Map.of(header, value));
        if (response.statusCode() == 412 && !operation.verb().equals("HEAD")) {
            assertThat(new ObjectMapper().readTree(response.body()).path("code").asText())
                    .isEqualTo("ConditionNotMet");
        }
        return response.statusCode();
    }

    /** An operation and what its success looks like. */
    private record Conditional(String verb, String path, int status, String body) {

        String name() {
            return verb + " " + path;
        }

        boolean stopsResize() {
            return path.endsWith("/stopresize");
        }

        boolean reads() {
            return verb.equals("GET") || verb.equals("HEAD");
        }
    }
}
