package io.dropbatch.cli.ping;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.workload.WorkloadReader;
import io.dropbatch.codec.workload.WorkloadReading;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.LifeStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PingReportTest {

    private static final Instant UPLOADED = Instant.parse("2026-11-20T09:00:00Z");

    @Test
    void tells_minimum_average_and_maximum_of_each_stage() {
        PingReport report =
                PingReport.of(List.of(run(10, 100, 200, 700), run(30, 200, 300, 800), run(20, 600, 700, 900)));

        assertThat(report.lines())
                .containsExactly(
                        "milliseconds          min      avg      max",
                        "upload                 10       20       30",
                        "to accepted           100      300      600",
                        "to running            100      100      100",
                        "to ready              200      400      500",
                        "fetch                   5        5        5",
                        "drop to result        700      800      900");
    }

    @Test
    void a_state_that_only_some_drops_were_seen_in_counts_only_those() {
        PingRun unseen =
                new PingRun(Duration.ofMillis(1), UPLOADED, List.of(step(State.READY, 500)), Duration.ofMillis(5));

        PingReport report = PingReport.of(List.of(unseen, run(10, 100, 200, 700)));

        assertThat(report.stages().get("to running")).isEqualTo(new PingReport.StageTimes(1, 100, 100, 100));
        assertThat(report.stages().get("to ready").runs()).isEqualTo(2);
        assertThat(report.stages().keySet())
                .containsExactly("upload", "to ready", "to accepted", "to running", "fetch", "drop to result");
    }

    @Test
    void no_stage_ends_before_it_begins_whatever_the_clocks_say() {
        PingRun early = new PingRun(
                Duration.ZERO, UPLOADED, List.of(step(State.ACCEPTED, -20), step(State.READY, 50)), Duration.ZERO);

        assertThat(early.stages())
                .containsEntry("to accepted", Duration.ZERO)
                .containsEntry("to ready", Duration.ofMillis(70));
    }

    @Test
    void its_workload_is_a_sound_one_and_leaves_nothing_behind() throws IOException {
        Path folder;
        try (PingWorkload workload = PingWorkload.create()) {
            folder = workload.folder();
            workload.drop("hello");
            byte[] yaml = Files.readAllBytes(folder.resolve("workload.yaml"));
            assertThat(WorkloadReader.read(yaml, new WorkloadName(PingWorkload.NAME)))
                    .isInstanceOf(WorkloadReading.Valid.class);
        }
        assertThat(folder).doesNotExist();
    }

    private static PingRun run(long upload, long accepted, long running, long ready) {
        List<LifeStep> steps = new ArrayList<>();
        steps.add(step(State.ACCEPTED, accepted));
        steps.add(step(State.RUNNING, running));
        steps.add(step(State.READY, ready));
        return new PingRun(Duration.ofMillis(upload), UPLOADED, steps, Duration.ofMillis(5));
    }

    private static LifeStep step(State state, long millis) {
        return new LifeStep(state, UPLOADED.plusMillis(millis), "", 1);
    }
}
