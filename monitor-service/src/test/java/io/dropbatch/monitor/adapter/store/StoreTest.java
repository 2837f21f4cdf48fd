package io.dropbatch.monitor.adapter.store;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.SUBMISSION;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.aMarker;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.monitor.domain.LevelWatch;
import io.dropbatch.monitor.domain.PollFindings;
import io.dropbatch.monitor.domain.ProgressHold;
import io.dropbatch.monitor.domain.TaskSet;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.RunMarker;
import io.dropbatch.store.InMemoryBlobStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

    private static final TaskId TASK = TaskId.of(0, 1);
    private static final String RUN = OutputLayout.task(JOB, TASK) + "/run-1/";

    private final InMemoryBlobStore blobs = new InMemoryBlobStore("outputs", Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void a_watch_is_stored_as_it_is() {
        PollFindings findings = new PollFindings(WatchedLevel.begin(aJob(9), NOON));
        findings.add(succeeded(4));
        WatchedLevel watched = findings.after(NOON.plusSeconds(1))
                .started()
                .progressReported(NOON)
                .held(new ProgressHold(Failure.of(FailureCode.QUOTA, "no cores"), NOON, true));

        assertThat(roundTrip(watched)).isEqualTo(watched);
        assertThat(roundTrip(watched.settled())).isEqualTo(watched.settled());
    }

    @Test
    void a_watch_knows_which_level_is_the_map_of_a_drop_that_is_split() {
        WatchedLevel watched = WatchedLevel.begin(
                new JobScheduled(SUBMISSION, "render", JOB, "pool-1", 1, 9, List.of(1, 9, 1), NOON, 1, null, null),
                NOON);

        assertThat(roundTrip(watched)).isEqualTo(watched);
        assertThat(watched.job().isMap(0)).isFalse();
        assertThat(watched.job().isMap(1)).isTrue();
        assertThat(watched.job().isMap(2)).isFalse();
        assertThat(watched.knownOfJob()).isEqualTo(1);
    }

    @Test
    void a_watch_knows_the_map_of_each_round() {
        WatchedLevel watched = WatchedLevel.begin(
                new JobScheduled(SUBMISSION, "render", JOB, "pool-1", 2, 9, List.of(9, 1, 9, 1), NOON, null, null, 2),
                NOON);

        assertThat(roundTrip(watched)).isEqualTo(watched);
        assertThat(IntStream.range(0, 4).filter(watched.job()::isMap)).containsExactly(0, 2);
    }

    /** A row may be older than the service that reads it: this text is never edited. */
    @Test
    void a_row_of_the_first_version_is_read() {
        String ended = PackedBits.pack(TaskSet.of(4).toBytes());
        String failed = PackedBits.pack(TaskSet.none().toBytes());
        String row = """
                {"submission":"%s","workload":"render","job":"%s","pool":"pool-1","levels":[9],"level":0,
                 "open":{"tasks":9,"ended":"%s","failed":"%s","newest":"2026-11-22T12:00:00.004Z",
                 "swept":"1970-01-01T00:00:00Z","movedAt":"2026-11-22T12:00:01Z","lookedAt":"1970-01-01T00:00:00Z",
                 "reported":1,"reportedAt":"2026-11-22T12:00:00Z",
                 "hold":"quota","holdSince":"2026-11-22T12:00:00Z","holdAnnounced":true}}
                """.formatted(SUBMISSION, JOB, ended, failed);
        PollFindings findings = new PollFindings(WatchedLevel.begin(aJob(9), NOON));
        findings.add(succeeded(4));

        assertThat(ModelJson.read(row, WatchRow.class).toWatch())
                .isEqualTo(findings.after(NOON.plusSeconds(1))
                        .started()
                        .progressReported(NOON)
                        .held(new ProgressHold(
                                Failure.of(FailureCode.QUOTA, "The job makes no progress."), NOON, true)));
    }

    @Test
    void a_hundred_thousand_tasks_fit_into_a_row_in_the_worst_order() {
        PollFindings findings = new PollFindings(WatchedLevel.begin(aJob(100_000), NOON));
        Random random = new Random(7);
        for (int index = 1; index <= 100_000; index++) {
            if (random.nextBoolean()) {
                findings.add(succeeded(index));
            }
        }

        assertThat(ModelJson.write(WatchRow.of(findings.after(NOON)))).hasSizeLessThan(20_000);
    }

    @Test
    void the_record_of_a_level_has_a_line_for_each_task() {
        TaskRecord record = new TaskRecord(TASK, true, 0, "node-1", NOON, NOON, 0, 0, null);

        String path = new BlobLevelRecords(blobs).write(JOB, 0, records -> {
            records.accept(record);
            records.accept(record);
        });

        String text = new String(blobs.read(path).orElseThrow().bytes(), StandardCharsets.UTF_8);
        assertThat(text.lines())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(ModelJson.read(line, TaskRecord.class)).isEqualTo(record));
    }

    @Test
    void the_marker_is_read_with_the_log_beside_it() {
        put(RUN + "_task.json", ModelJson.write(aMarker(1)));
        put(RUN + "logs/stderr.txt", new byte[1]);
        put(RUN + "logs/stdout.txt", new byte[1]);

        Optional<RunMarker> run = new BlobMarkerReader(blobs).latest(JOB, TASK);

        assertThat(run).contains(new RunMarker(aMarker(1), RUN + "logs/stderr.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{\"exitCode\":\"many\"}"})
    void a_marker_that_is_none_is_left_out(String content) {
        put(RUN + "_task.json", content.getBytes(StandardCharsets.UTF_8));

        assertThat(new BlobMarkerReader(blobs).latest(JOB, TASK)).isEmpty();
    }

    @Test
    void a_marker_of_an_absurd_size_is_not_read() {
        put(RUN + "_task.json", new byte[(1 << 20) + 1]);

        assertThat(new BlobMarkerReader(blobs).latest(JOB, TASK)).isEmpty();
    }

    private void put(String path, byte[] content) {
        blobs.write(path, content, "application/octet-stream");
    }

    private static LevelWatch roundTrip(LevelWatch watch) {
        return ModelJson.read(ModelJson.write(WatchRow.of(watch)), WatchRow.class)
                .toWatch();
    }
}
