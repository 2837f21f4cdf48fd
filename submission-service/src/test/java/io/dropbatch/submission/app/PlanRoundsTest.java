package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import org.junit.jupiter.api.Test;

/** All levels of all rounds are known, and limited, when a drop is accepted. */
class PlanRoundsTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @Test
    void every_round_has_levels_of_its_own() {
        workload("repeat: 3", 4, "fanIn: 2", "");

        SubmissionAccepted accepted = only(fixture.drop("fit/x/_READY", ""), SubmissionAccepted.class);

        assertThat(accepted.levels()).containsExactly(3, 2, 1, 3, 2, 1, 3, 2, 1, 3, 2, 1);
        assertThat(accepted.rounds()).isEqualTo(4);
        assertThat(accepted.mapLevel()).isNull();
        Plan plan = fixture.plan(accepted.submission());
        assertThat(plan.slices()).isEqualTo(1);
        assertThat(plan.order().perRound()).isEqualTo(3);
    }

    @Test
    void a_drop_that_is_split_has_rounds_after_the_split() {
        workload("file: 'parts/*'", 3, "fanIn: 2", "split: { command: x, outputs: ['parts/*'] }");
        fixture.upload("fit/x/a.txt", "1");

        SubmissionAccepted accepted = only(fixture.drop("fit/x/_READY", ""), SubmissionAccepted.class);

        assertThat(accepted.levels()).containsExactly(1, 1, 1, 1, 1, 1, 1);
        assertThat(accepted.mapLevel()).isEqualTo(1);
        assertThat(accepted.rounds()).isEqualTo(3);
    }

    @Test
    void the_tasks_of_all_rounds_count_for_the_limit() {
        workload("repeat: 3", 4, "fanIn: 2", "limits: { maxTasks: 11 }");

        SubmissionRejected rejected = only(fixture.drop("fit/x/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.QUOTA);
        assertThat(rejected.failure().message())
                .isEqualTo("The drop makes 3 tasks in each of at most 4 rounds, 12 in all; limits.maxTasks of the"
                        + " workload allows 11.");
    }

    @Test
    void more_levels_than_ids_have_digits_for_are_refused() {
        workload("repeat: 9", 21, "fanIn: 2", "");

        SubmissionRejected rejected = only(fixture.drop("fit/x/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().message())
                .isEqualTo("Each of at most 21 rounds (rounds.max) has its tasks and 4 merges of them, one after the"
                        + " other; a job can have 100 such levels. Raise merge.fanIn, or lower rounds.max.");
    }

    private void workload(String forEach, int max, String merge, String rest) {
        fixture.workload("fit", """
                start: { on: marker }
                tasks: { forEach: { %s }, command: x, outputs: [y] }
                merge: { command: x, outputs: [y], %s }
                rounds: { max: %d, until: done }
                %s
                """.formatted(forEach, merge, max, rest));
    }
}
