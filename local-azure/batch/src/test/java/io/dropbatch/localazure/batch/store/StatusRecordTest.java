package io.dropbatch.localazure.batch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskResult;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A status comes back as it was written, and as former versions wrote it. */
class StatusRecordTest {

    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00.1234567Z");
    private static final Instant ENDED = BEGUN.plusSeconds(3);

    @Test
    void returns_a_fresh_and_a_full_status_unchanged() {
        TaskStatus fresh = TaskStatus.created(BEGUN);
        TaskStatus full = new TaskStatus(
                TaskState.COMPLETED,
                ENDED,
                TaskState.RUNNING,
                BEGUN,
                new TaskExecution(
                        BEGUN,
                        ENDED,
                        127,
                        FailureInfo.user("FailureExitCode", "It failed: ü", "x".repeat(5000)),
                        TaskResult.FAILURE,
                        2,
                        BEGUN,
                        1,
                        ENDED),
                new NodeRef(new PoolId("p"), new NodeId("n")));

        assertThat(StatusRecord.read(StatusRecord.write(fresh), node -> node)).isEqualTo(fresh);
        assertThat(StatusRecord.read(StatusRecord.write(full), node -> node)).isEqualTo(full);
        assertThat(StatusRecord.read(StatusRecord.write(full.beingEnded()), node -> node))
                .isEqualTo(full.beingEnded());
    }

    @Test
    void reads_the_json_of_a_log_of_before() {
        String json = """
                {"state":"RUNNING","since":"2026-11-22T10:00:00.1234567Z","previous":"ACTIVE",\
                "previousSince":"2026-11-22T10:00:00Z",\
                "execution":{"startTime":"2026-11-22T10:00:00.1234567Z","retryCount":0,"requeueCount":1},\
                "node":{"pool":"p","node":"n","directory":"workitems/j/job-1/t"}}""";

        TaskStatus status = StatusRecord.read(json.getBytes(StandardCharsets.UTF_8), node -> node);

        assertThat(status.state()).isEqualTo(TaskState.RUNNING);
        assertThat(status.since()).isEqualTo(BEGUN);
        assertThat(status.execution().requeueCount()).isEqualTo(1);
        assertThat(status.node()).isEqualTo(new NodeRef(new PoolId("p"), new NodeId("n")));
    }
}
