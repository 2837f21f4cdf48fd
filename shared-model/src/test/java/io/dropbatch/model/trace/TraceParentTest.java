package io.dropbatch.model.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.TaskCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceParentTest {

    private static final SubmissionId SUBMISSION = new SubmissionId("prices-abcdefghijklmnopqrst");
    private static final JobId JOB = JobId.of(SUBMISSION, 1);

    @Test
    void is_written_as_W3C_trace_context() {
        TraceParent place = new TraceParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");

        assertThat(place.header(true)).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(place.header(false)).endsWith("-00");
    }

    @Test
    void is_the_same_whoever_derives_it() {
        TraceParent root = TraceParent.root(SUBMISSION);

        assertThat(root).isEqualTo(TraceParent.root(new SubmissionId(SUBMISSION.value())));
        assertThat(root.trace()).matches("[0-9a-f]{32}").isEqualTo(TraceParent.traceOf(SUBMISSION));
        assertThat(root.span()).matches("[0-9a-f]{16}");
        assertThat(root.child("plan")).isEqualTo(root.child("plan")).isNotEqualTo(root.child("judge"));
        assertThat(root.child("plan").trace()).isEqualTo(root.trace());
    }

    @Test
    void of_a_task_is_known_before_the_task_has_ended() {
        TaskId task = TaskId.of(0, 7);
        TaskCompleted completed =
                new TaskCompleted(SUBMISSION, "prices", JOB, task, true, 0, "node", null, null, 0, 0, null);

        assertThat(TraceParent.task(JOB, task)).isEqualTo(TraceParent.of(completed));
    }

    @Test
    void steps_that_commands_go_on_with_are_those_of_the_events_before() {
        LevelVerified verified = new LevelVerified(SUBMISSION, "prices", JOB, 0, true, "outputs", List.of(2, 1));
        JobScheduled scheduled =
                new JobScheduled(SUBMISSION, "prices", JOB, "pool", 1, 1, List.of(2, 1), Instant.EPOCH);

        assertThat(TraceStep.scheduling(JOB, 1)).isEqualTo(TraceStep.handling(verified));
        assertThat(TraceStep.observing(JOB, 1)).isEqualTo(TraceStep.handling(scheduled));
        assertThat(TraceStep.handling(verified).parent()).isEqualTo(TraceParent.of(verified));
        assertThat(TraceStep.handling(verified).name()).isEqualTo("handle level-verified");
        assertThat(TraceParent.level(JOB, 1))
                .isEqualTo(TraceParent.of(scheduled).child("level"));
    }
}
