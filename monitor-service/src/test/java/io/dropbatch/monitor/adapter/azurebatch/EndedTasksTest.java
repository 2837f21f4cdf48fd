package io.dropbatch.monitor.adapter.azurebatch;

import static io.dropbatch.monitor.ExampleWatches.JOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what the adapter makes of tasks as Azure may describe them, against an HTTP server. */
@Timeout(30)
class EndedTasksTest {

    private static final String TIME = "2026-11-22T10:00:01Z";
    private static final String RUNNING = task("running", ",\"executionInfo\":{\"startTime\":\"" + TIME + "\"}");
    private static final String RAN = task("completed", ",\"executionInfo\":{\"startTime\":\"" + TIME + "\"}");
    private static final String NEVER_RAN = task("completed", "");

    private MisbehavingBatch batch;

    @AfterEach
    void stop() {
        batch.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"executionInfo\":{}", ",\"executionInfo\":{\"retryCount\":0,\"requeueCount\":0}"})
    void a_completed_task_of_which_nothing_else_is_told_was_ended_before_it_ran(String execution) throws IOException {
        answer(task("completed", execution));
        List<EndedTask> ended = new ArrayList<>();

        account().endedTasks(JOB, "0-", Instant.EPOCH, ended::add);

        assertThat(ended).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(TaskId.of(0, 1));
            assertThat(task.success()).isFalse();
            assertThat(task.hasBegun()).isFalse();
            assertThat(task.endedAt()).isNull();
            assertThat(task.changedAt()).isEqualTo(Instant.parse(TIME));
            assertThat(task.trouble().code()).isEqualTo(FailureCode.CANCELLED);
        });
    }

    @Test
    void a_task_that_waits_costs_one_question() throws IOException {
        answer("");

        assertThat(account().activity(JOB, "0-")).isEqualTo(LevelActivity.NOTHING);
        assertThat(batch.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.query())
                        .contains("startswith(id,'0-') and (state eq 'running' or state eq 'completed')")
                        .contains("$select=id,state,executionInfo", "maxresults=1"));
    }

    @Test
    void a_task_that_runs_or_has_run_costs_one_question() throws IOException {
        answer(RUNNING, RAN);

        assertThat(account().activity(JOB, "0-")).isEqualTo(LevelActivity.STARTED);
        assertThat(account().activity(JOB, "0-")).isEqualTo(LevelActivity.STARTED);
        assertThat(batch.requests()).hasSize(2);
    }

    @Test
    void behind_a_task_that_was_ended_before_it_ran_another_may_run() throws IOException {
        answer(NEVER_RAN, RUNNING, NEVER_RAN, "");

        assertThat(account().activity(JOB, "0-")).isEqualTo(LevelActivity.STARTED);
        assertThat(account().activity(JOB, "0-")).isEqualTo(LevelActivity.ENDED);
        assertThat(batch.requests()).hasSize(4);
        assertThat(batch.requests().getLast().query()).contains("startswith(id,'0-') and state eq 'running'");
    }

    /** Each request in turn is answered by a page with one task, or none. */
    private void answer(String... tasks) throws IOException {
        batch = new MisbehavingBatch(request -> Reply.of(200, "{\"value\":[" + tasks[request.number() - 1] + "]}"));
    }

    private static String task(String state, String execution) {
        return "{\"id\":\"0-000001\",\"state\":\"" + state + "\",\"stateTransitionTime\":\"" + TIME + "\"" + execution
                + "}";
    }

    private AzureBatchObserver account() {
        return new AzureBatchObserver(BatchClientFactory.open(batch.endpoint(), "account", "a2V5"));
    }
}
