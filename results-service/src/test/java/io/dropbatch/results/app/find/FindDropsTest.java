package io.dropbatch.results.app.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.DropEntry;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.model.view.LifeStep;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.SharedJob;
import io.dropbatch.results.app.find.FindDrops.DropPage;
import io.dropbatch.results.domain.status.DropFilter;
import io.dropbatch.results.domain.status.DropFilter.StateGroup;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindDropsTest {

    private static final DropFilter ANY = new DropFilter(null, Set.of(), null, null, null);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T09:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void pages_hold_every_drop_once_though_new_ones_come_meanwhile() {
        for (int i = 0; i < 7; i++) {
            dropped("d" + i);
        }
        List<String> seen = new ArrayList<>();
        DropPage page = fixture.find.find(ANY, null, 3);
        page.drops().forEach(drop -> seen.add(drop.name()));
        dropped("newer");
        while (page.next() != null) {
            page = fixture.find.find(ANY, page.next(), 3);
            page.drops().forEach(drop -> seen.add(drop.name()));
        }

        assertThat(seen).containsExactly("demo/d6", "demo/d5", "demo/d4", "demo/d3", "demo/d2", "demo/d1", "demo/d0");
    }

    @Test
    void filters_by_state_text_workload_and_time() {
        DropScenario failed = dropped("failed");
        close(failed, FailureCode.PLATFORM, "Out of paper.");
        DropScenario cancelled = dropped("cancelled");
        close(cancelled, FailureCode.CANCELLED, "Cancelled by ann.");
        Instant later = dropped("open").trigger.uploadedAt();

        assertThat(names(new DropFilter(null, Set.of(StateGroup.FAILED), null, null, null)))
                .containsExactly("demo/failed");
        assertThat(names(new DropFilter(null, Set.of(StateGroup.CANCELLED), null, null, null)))
                .containsExactly("demo/cancelled");
        assertThat(names(new DropFilter(null, Set.of(StateGroup.ENDED), null, null, null)))
                .containsExactly("demo/cancelled", "demo/failed");
        assertThat(names(new DropFilter(null, Set.of(StateGroup.OPEN, StateGroup.FAILED), null, null, null)))
                .containsExactly("demo/open", "demo/failed");
        assertThat(names(new DropFilter(null, Set.of(), null, " PAPER ", null))).containsExactly("demo/failed");
        assertThat(names(new DropFilter("demo", Set.of(), later, null, null))).containsExactly("demo/open");
        assertThat(names(new DropFilter("dem", Set.of(), null, null, null))).isEmpty();
        assertThat(names(new DropFilter(null, Set.of(), null, null, FailureCode.CANCELLED)))
                .containsExactly("demo/cancelled");
    }

    @Test
    void a_partial_result_is_not_cancelled_though_somebody_ended_the_tasks_that_it_is_without() {
        DropScenario partial = DropScenario.tolerating(1, fixture, clock.instant(), 2)
                .taskRuns(TaskId.of(0, 1), "node-1", "run-1", "output")
                .failed(TaskId.of(0, 2), Failure.of(FailureCode.CANCELLED, "The task was ended on Batch by somebody."));
        fixture.status.accepted(partial.acceptedFact());

        fixture.verify.verify(partial.levelCompleted(0));

        assertThat(names(new DropFilter(null, Set.of(StateGroup.CANCELLED), null, null, null)))
                .isEmpty();
        assertThat(names(new DropFilter(null, Set.of(StateGroup.PARTIAL), null, null, FailureCode.CANCELLED)))
                .containsExactly("demo/d1");
    }

    @Test
    void tells_the_life_of_a_drop() {
        DropScenario drop = DropScenario.accepted(fixture, clock.instant(), 2, 1);
        fixture.status.accepted(drop.acceptedFact());
        fixture.status.scheduled(drop.scheduledFact(0));
        fixture.status.progressed(drop.progressedFact(0, 1));
        clock.advance(Duration.ofSeconds(5));
        fixture.status.progressed(drop.progressedFact(0, 2));
        drop.levelRuns(0).levelCompleted(0);

        DropLife life = fixture.describe.describe(drop.submission).orElseThrow();

        assertThat(life.drop()).isEqualTo("demo/d1");
        assertThat(life.steps())
                .extracting(LifeStep::state)
                .containsExactly(State.WAITING, State.ACCEPTED, State.SCHEDULED, State.RUNNING);
        assertThat(life.actions()).containsExactly("cancel", "pause");
        assertThat(life.levels()).hasSize(2);
        assertThat(life.levels().getFirst().succeeded()).isEqualTo(2);
        assertThat(life.levels().getFirst().verified()).isFalse();
        assertThat(life.levels().getFirst().endedAt()).isEqualTo(drop.now.minusSeconds(4));
        assertThat(life.levels().getLast().tasks()).isEqualTo(1);
        assertThat(life.levels().getLast().succeeded()).isZero();
    }

    @Test
    void tells_files_by_themselves_and_their_jobs_from_drops() {
        DropScenario drop = dropped("open");
        SharedJob shared = SharedJob.planned(fixture, 1);
        fixture.status.received(shared.received(1));
        fixture.status.accepted(shared.accepted());

        assertThat(lifeOf(drop.submission).kind()).isEqualTo(DropKind.DROP);
        assertThat(lifeOf(shared.file(1).submission()).kind()).isEqualTo(DropKind.FILE);
        assertThat(lifeOf(shared.file(1).submission()).drop()).isEqualTo("thumbs/deep/1.jpg");
        assertThat(lifeOf(shared.window.submission()).kind()).isEqualTo(DropKind.SHARED_JOB);
        assertThat(lifeOf(shared.window.submission()).drop()).isEqualTo("thumbs");
    }

    private DropLife lifeOf(SubmissionId submission) {
        return fixture.describe.describe(submission).orElseThrow();
    }

    private List<String> names(DropFilter filter) {
        return fixture.find.find(filter, null, 50).drops().stream()
                .map(DropEntry::name)
                .toList();
    }

    private DropScenario dropped(String name) {
        clock.advance(Duration.ofSeconds(1));
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), name, 1);
        fixture.status.accepted(scenario.acceptedFact());
        return scenario;
    }

    private void close(DropScenario drop, FailureCode code, String words) {
        fixture.conclude.closed(new JobClosed(drop.submission, "demo", drop.job, Failure.of(code, words)));
    }
}
