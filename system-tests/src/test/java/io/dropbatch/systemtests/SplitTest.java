package io.dropbatch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.systemtests.fixture.BatchJobs;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A task cuts the drop up, and what it writes is what the tasks are made from. */
@ExtendWith(SystemExtension.class)
class SplitTest {

    @BeforeAll
    static void publish(RunningSystem system) {
        system.publish("pieces", ExampleWorkloads.PIECES);
        system.publish("tabled", ExampleWorkloads.TABLED);
    }

    @Test
    void each_piece_of_a_text_is_a_task_and_the_pieces_are_brought_together_in_order(RunningSystem system) {
        CompletedDrop drop = system.drop("pieces")
                .withUnlisted("text.txt", "a\nb\nc\nd\ne\n")
                .withUnlisted("mark.txt", "-\n")
                .marker();

        ResultPackage result = ResultPackage.of(drop);

        assertThat(result.result().values()).containsExactly("-\nA\nB\n-\nC\nD\n-\nE\n");
        ResultManifest manifest = result.manifest();
        assertThat(manifest.levels()).containsExactly(1, 3, 2, 1);
        assertThat(manifest.outputs().stream().filter(output -> output.task().level() == 1))
                .extracting(output -> output.task() + " " + output.inputs())
                .containsExactly("1-000001 [parts/00]", "1-000002 [parts/01]", "1-000003 [parts/02]");
        assertThat(drop.announced(EventTopic.SUBMISSIONS, SubmissionAccepted.class))
                .singleElement()
                .satisfies(accepted -> assertThat(accepted.levels()).containsExactly(1, 1, 1));
        assertThat(drop.announced(EventTopic.SUBMISSIONS, SplitPlanned.class))
                .singleElement()
                .satisfies(planned -> assertThat(planned.levels()).containsExactly(1, 3, 2, 1));
        assertThat(BatchJobs.of(drop)).containsExactly(drop.submission() + "-1");
    }

    @Test
    void the_rows_of_a_table_that_was_made_are_tasks_with_every_setting(RunningSystem system) {
        CompletedDrop drop = system.drop("tabled")
                .withUnlisted("numbers.txt", "1\n2\n3\n4\n5\n")
                .marker();

        ResultPackage result = ResultPackage.of(drop);

        assertThat(result.manifest().levels()).containsExactly(1, 6, 1);
        assertThat(result.result().values()).containsExactly(15 * 11 + "\n");
    }

    @Test
    void more_pieces_than_tasks_are_allowed_cost_one_task(RunningSystem system) {
        CompletedDrop drop = system.drop("pieces")
                .withUnlisted("text.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n")
                .withUnlisted("mark.txt", "-\n")
                .marker();

        OutputFailed failed = drop.failed();

        assertThat(failed.failure().code()).isEqualTo(FailureCode.QUOTA);
        assertThat(failed.failure().message())
                .isEqualTo("The drop makes 5 tasks; limits.maxTasks of the workload allows 4.");
        assertThat(drop.manifest(failed).outputs())
                .extracting(output -> output.path())
                .containsExactlyInAnyOrder("parts/00", "parts/01", "parts/02", "parts/03", "parts/04");
        assertThat(BatchJobs.tasks(drop)).hasSize(1);
    }
}
