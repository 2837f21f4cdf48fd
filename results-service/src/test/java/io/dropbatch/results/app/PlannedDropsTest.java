package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedDropsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @Test
    void files_that_came_after_the_marker_are_in_manifest_and_status() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 2).levelRuns(0);
        for (String path : List.of("b.csv", "sub/a.csv", "job.yaml", "_status-old.json")) {
            upload(scenario, path);
        }

        fixture.verify.verify(scenario.levelCompleted(0));

        // The manifest lies there in the second of the marker: it may have been read.
        LateInputs late = new LateInputs(List.of("b.csv", "sub/a.csv"), 2);
        assertThat(manifest(scenario).lateInputs()).isEqualTo(late);
        assertThat(scenario.postedStatus().lateInputs()).isEqualTo(late);
        assertThat(scenario.postedStatus().message()).contains("Left out, since they came too late: 2 files");
    }

    @Test
    void a_manifest_that_came_after_the_marker_is_late() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 2).levelRuns(0);
        clock.advance(Duration.ofSeconds(1));
        upload(scenario, "job.yaml");

        fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(scenario.postedStatus().lateInputs()).isEqualTo(new LateInputs(List.of("job.yaml"), 1));
        assertThat(scenario.postedStatus().message()).contains("Left out, since it came too late: job.yaml.");
    }

    @Test
    void a_hundred_are_named_and_all_are_counted() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 1).levelRuns(0);
        for (int i = 1000; i < 1130; i++) {
            upload(scenario, "late-" + i);
        }

        fixture.verify.verify(scenario.levelCompleted(0));

        LateInputs late = manifest(scenario).lateInputs();
        assertThat(late.count()).isEqualTo(130);
        assertThat(late.paths()).hasSize(100).startsWith("late-1000").endsWith("late-1099");
    }

    @Test
    void what_comes_after_the_outcome_changes_nothing() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 1).levelRuns(0);
        fixture.verify.verify(scenario.levelCompleted(0));
        DropStatus before = scenario.postedStatus();
        upload(scenario, "b.csv");

        fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(scenario.postedStatus()).isEqualTo(before);
        assertThat(before.lateInputs()).isEqualTo(LateInputs.NONE);
    }

    private void upload(DropScenario scenario, String path) {
        fixture.inbox.write(scenario.trigger.prefix() + path, new byte[1], "text/plain");
    }

    private ResultManifest manifest(DropScenario scenario) {
        return ModelJson.read(
                fixture.outputs
                        .read(OutputLayout.manifest(scenario.submission))
                        .orElseThrow()
                        .bytes(),
                ResultManifest.class);
    }
}
