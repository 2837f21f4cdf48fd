package io.dropbatch.localazure.batch.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.localazure.batch.Fuzz;
import io.dropbatch.localazure.batch.document.AnyBody;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import io.dropbatch.localazure.batch.protocol.call.ByteRange;
import io.dropbatch.localazure.batch.protocol.call.PathSegments;
import io.dropbatch.localazure.batch.protocol.call.RequestQuery;
import io.dropbatch.localazure.batch.protocol.filter.FilterParser;
import io.dropbatch.localazure.batch.protocol.filter.FilterType;
import io.dropbatch.localazure.batch.protocol.filter.ListFilter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent, the answer is a refusal or a success: never a failure, never nothing. */
class FuzzTest {

    private static final Duration A_WHILE = Duration.ofMillis(700);
    private static final String V = RawCalls.VERSION;

    @Test
    void a_filter_is_read_or_refused() {
        Map<String, FilterType> types = Map.of(
                "id", FilterType.Plain.TEXT,
                "creationTime", FilterType.Plain.TIME,
                "priority", FilterType.Plain.INT,
                "phase", FilterType.of("one|two"));
        List<String> good = List.of(
                "startswith(id, 'a') and not (priority ge -5 or creationTime lt DateTime'2026-01-01T00:00:00Z')",
                "((((id eq 'it''s'))))",
                "priority eq 3.5",
                "phase ne 'one' or phase eq 'TWO'",
                "not not not id ne ''");

        new Fuzz(1)
                .spoil(
                        A_WHILE,
                        good,
                        input -> refusedAtMost(() -> {
                            ListFilter filter = FilterParser.parse(input);
                            filter.check(types);
                            assertThat(filter.required("state")).isNull();
                            assertThat(filter.since("stateTransitionTime")).isNotNull();
                        }));
    }

    @Test
    void a_path_is_split_or_refused() {
        List<String> good = List.of("/jobs/j/tasks/t/files/wd%2Fa%20b.txt", "/pools/%C3%BC/nodes/%F0%9F%98%80", "/");

        new Fuzz(2)
                .spoil(
                        A_WHILE,
                        good,
                        input -> refusedAtMost(() ->
                                assertThat(PathSegments.of(input)).allMatch(segment -> segment.indexOf('\0') < 0)));
    }

    @Test
    void a_range_lies_within_its_file_or_is_refused() {
        new Fuzz(3)
                .spoil(
                        A_WHILE,
                        List.of("bytes=0-9", "bytes=5-", "bytes=99999999999-1"),
                        input -> refusedAtMost(() -> {
                            ByteRange range = ByteRange.of(call(Map.of("ocp-range", input)), 10);
                            assertThat(range.offset()).isBetween(0L, 9L);
                            assertThat(range.offset() + range.length()).isBetween(1L, 10L);
                        }));
    }

    @Test
    void nobody_guesses_his_way_in() {
        SharedKeyVerifier key = new SharedKeyVerifier(
                "localbatch",
                BatchOptions.DEFAULT_KEY,
                Duration.ofDays(1),
                Clock.systemUTC(),
                new AccessTokens("https://batch.core.windows.net/", Clock.systemUTC()));
        String now = RawCalls.now();
        List<String> good = List.of(
                "SharedKey localbatch:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "Bearer " + BatchOptions.DEFAULT_KEY,
                "Bearer e30.eyJhdWQiOiJodHRwczovL2JhdGNoLmNvcmUud2luZG93cy5uZXQvIiwiZXhwIjoxfQ.");

        new Fuzz(4)
                .spoil(
                        A_WHILE,
                        good,
                        input -> assertThatThrownBy(
                                        () -> key.verify(call(Map.of("Authorization", input, "ocp-date", now))))
                                .isInstanceOf(BatchError.class));
        new Fuzz(5)
                .spoil(
                        A_WHILE,
                        List.of(now),
                        input -> assertThatThrownBy(
                                        () -> key.verify(call(Map.of("Authorization", good.get(0), "ocp-date", input))))
                                .isInstanceOf(BatchError.class));
    }

    @Test
    void a_body_is_read_or_refused() {
        Random random = new Random(6);
        AnyBody any = new AnyBody(random);
        for (String entity : List.of("PoolAddParameter", "JobScheduleAddParameter", "TaskAddCollectionParameter")) {
            String good = any.of(entity).toString();

            new Fuzz(7)
                    .spoil(
                            A_WHILE,
                            List.of(good, any.of(entity).toString()),
                            input -> refusedAtMost(
                                    () -> RequestDocument.parse(input.getBytes(StandardCharsets.UTF_8), entity)));
            new Fuzz(8)
                    .spoil(
                            A_WHILE,
                            List.of(good),
                            input -> refusedAtMost(
                                    () -> RequestDocument.parse(input.getBytes(StandardCharsets.UTF_16LE), entity)));
        }
    }

    @Test
    void a_deep_or_long_body_is_refused() {
        for (String input : List.of(
                "{\"metadata\":" + "[".repeat(500_000),
                "{\"resourceTags\":" + "{\"a\":".repeat(500_000),
                "{\"priority\":" + "9".repeat(500_000) + "}",
                "{\"" + "k".repeat(500_000) + "\":1}")) {
            assertThatThrownBy(() -> RequestDocument.parse(input.getBytes(StandardCharsets.UTF_8), "PoolAddParameter"))
                    .isInstanceOf(BatchError.class);
        }
    }

    @Test
    void an_account_withstands_any_body_that_its_definition_allows(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("outside"), "secret");
        try (BatchServer server = BatchServer.start(BatchOptions.in(folder.resolve("account")))) {
            RawCalls calls = new RawCalls(server);
            calls.send("POST", "/jobs?" + V, "{\"id\":\"j\",\"poolInfo\":{\"poolId\":\"none\"}}", Map.of());
            calls.send("POST", "/pools?" + V, "{\"id\":\"q\",\"vmSize\":\"a1\"}", Map.of());
            AnyBody any = new AnyBody(new Random(9));
            long end = System.nanoTime() + 5 * A_WHILE.toNanos();
            while (System.nanoTime() < end) {
                for (Map.Entry<String, String> operation : OPERATIONS.entrySet()) {
                    int blank = operation.getKey().indexOf(' ');
                    String verb = operation.getKey().substring(0, blank);
                    String path = operation.getKey().substring(blank + 1);
                    ObjectNode body = any.of(operation.getValue());
                    HttpResponse<String> response = calls.send(verb, path + "?" + V, body.toString(), Map.of());

                    assertThat(response.statusCode())
                            .as("%s with %s: %s", operation.getKey(), body, response.body())
                            .isNotEqualTo(500);
                    if (response.statusCode() >= 400) {
                        assertThat(response.body()).contains("\"code\"");
                    }
                }
            }
            for (String list : List.of("/pools", "/jobs", "/jobs/j/tasks", "/jobschedules")) {
                assertThat(calls.get(list + "?" + V).statusCode()).as(list).isEqualTo(200);
            }
        }
        try (BatchServer again = BatchServer.start(BatchOptions.in(folder.resolve("account")))) {
            assertThat(new RawCalls(again).get("/jobs/j/tasks?" + V).statusCode())
                    .isEqualTo(200);
        }
    }

    /** Those that make records and run nothing, since what a body asks for may be to run something. */
    private static final Map<String, String> OPERATIONS = new TreeMap<>(Map.of(
            "POST /pools", "PoolAddParameter",
            "POST /jobs", "JobAddParameter",
            "POST /jobs/j/tasks", "TaskAddParameter",
            "POST /jobs/j/addtaskcollection", "TaskAddCollectionParameter",
            "POST /jobschedules", "JobScheduleAddParameter",
            "PATCH /jobs/j", "JobPatchParameter",
            "PATCH /pools/q", "PoolPatchParameter",
            "POST /pools/q/resize", "PoolResizeParameter",
            "POST /pools/q/enableautoscale", "PoolEnableAutoScaleParameter",
            "POST /pools/q/evaluateautoscale", "PoolEvaluateAutoScaleParameter"));

    private static ApiCall call(Map<String, String> headers) {
        SortedMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return new ApiCall(
                "GET",
                "/pools",
                new RequestQuery(Map.of()),
                sorted,
                new ApiCall.Body.Whole(new byte[0]),
                "http://x",
                Map.of());
    }

    private static void refusedAtMost(Runnable reading) {
        try {
            reading.run();
        } catch (BatchError refusal) {
            assertThat(refusal.code().status()).isBetween(400, 499);
        }
    }
}
