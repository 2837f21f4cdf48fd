package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.aRetriedLevel;
import static io.dropbatch.monitor.ExampleWatches.failed;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobStarted;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.monitor.ExampleWatches;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.JobCondition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetriedLevelTest {

    private final MonitorFixture fixture = new MonitorFixture();

    @BeforeEach
    void batch_knows_the_job() {
        fixture.batch.jobs.put(JobId.of(ExampleWatches.SUBMISSION, 2), new JobCondition.Running());
    }

    @Test
    void is_complete_once_the_tasks_have_ended_that_are_on_batch() {
        fixture.watchJob.scheduled(aRetriedLevel(0, List.of(10), new CarriedTasks(0, 8)));
        fixture.batch.end(succeeded(4), succeeded(9));

        fixture.pass(Duration.ofSeconds(10));

        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.job().attempt()).isEqualTo(2);
            assertThat(level.failure()).isNull();
            assertThat(level.tasks()).isEqualTo(10);
            assertThat(level.succeeded()).isEqualTo(10);
            assertThat(level.failed()).isZero();
        });
    }

    @Test
    void counts_what_is_taken_over_as_done() {
        fixture.watchJob.scheduled(aRetriedLevel(0, List.of(10), new CarriedTasks(0, 8)));
        fixture.batch.end(succeeded(4));

        fixture.pass(Duration.ofSeconds(10));

        assertThat(fixture.announced(LevelCompleted.class)).isEmpty();
        assertThat(fixture.announced(JobProgressed.class)).last().satisfies(progress -> {
            assertThat(progress.total()).isEqualTo(10);
            assertThat(progress.completed()).isEqualTo(9);
        });
    }

    @Test
    void fails_by_the_tasks_that_are_on_batch() {
        fixture.watchJob.scheduled(aRetriedLevel(0, List.of(10), new CarriedTasks(0, 8)));
        fixture.batch.end(succeeded(4), failed(9));

        fixture.pass(Duration.ofSeconds(10));

        assertThat(fixture.announced(LevelCompleted.class)).singleElement().satisfies(level -> {
            assertThat(level.succeeded()).isEqualTo(9);
            assertThat(level.failed()).isEqualTo(1);
            assertThat(level.failure()).isNotNull();
        });
    }

    @Test
    void a_job_that_begins_with_a_merge_says_that_it_has_started() {
        fixture.watchJob.scheduled(aRetriedLevel(1, List.of(10, 5, 1), new CarriedTasks(1, 4)));
        fixture.batch.running = 1;

        fixture.pass(Duration.ofSeconds(10));

        assertThat(fixture.announced(JobStarted.class))
                .singleElement()
                .satisfies(started -> assertThat(started.level()).isEqualTo(1));
    }

    @Test
    void knows_how_many_tasks_of_the_job_batch_can_have_ended() {
        CarriedTasks carried = new CarriedTasks(1, 3);
        List<Integer> levels = List.of(10, 5, 1);

        WatchedLevel first = WatchedLevel.begin(aRetriedLevel(1, levels, carried), ExampleWatches.NOON);
        WatchedLevel next = WatchedLevel.begin(aRetriedLevel(2, levels, carried), ExampleWatches.NOON);

        assertThat(first.knownOfJob()).isZero();
        assertThat(first.open()).isEqualTo(2);
        assertThat(next.knownOfJob()).isEqualTo(2);
        assertThat(next.open()).isEqualTo(1);
        assertThat(first.isComplete()).isFalse();
    }
}
