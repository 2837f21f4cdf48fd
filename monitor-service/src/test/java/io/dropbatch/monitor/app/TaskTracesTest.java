package io.dropbatch.monitor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
import io.dropbatch.monitor.domain.WatchedLevel;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TaskTracesTest {

    private static final SubmissionId SUBMISSION = new SubmissionId("prices-abcdefghijklmnopqrst");
    private static final JobId JOB = JobId.of(SUBMISSION, 1);
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
    private static final WatchedLevel LEVEL =
            WatchedLevel.begin(new JobScheduled(SUBMISSION, "prices", JOB, "pool", 0, 300, List.of(300), START), START);
    private static final Failure FAILURE = Failure.of(FailureCode.USER_EXIT, "it exited with 1");

    private final List<DropSpan> spans = new ArrayList<>();
    private final List<TaskId> asked = new ArrayList<>();
    private final TaskTraces traces = new TaskTraces(new KeptTraces(), this::runs, 200);

    private final class KeptTraces implements DropTraces {

        @Override
        public boolean isRecorded(SubmissionId submission) {
            return true;
        }

        @Override
        public void record(DropSpan span) {
            spans.add(span);
        }

        @Override
        public <T> T within(TraceStep step, Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T part(String name, Supplier<T> work) {
            return work.get();
        }

        @Override
        public <T> T part(String name, int number, Supplier<T> work) {
            return work.get();
        }

        @Override
        public void began(Instant time) {}
    }

    @Test
    void a_task_is_a_span_of_its_level_with_the_times_of_Batch() {
        traces.ended(LEVEL, task(7, 0, true), null);

        DropSpan span = spans.getFirst();
        assertThat(spans).hasSize(1);
        assertThat(asked).isEmpty();
        assertThat(span.place()).isEqualTo(TraceParent.task(JOB, TaskId.of(0, 7)));
        assertThat(span.parent()).isEqualTo(TraceParent.level(JOB, 0));
        assertThat(span.period()).isEqualTo(new DropSpan.Period(START.plusSeconds(20), START.plusSeconds(30)));
        assertThat(span.facts())
                .containsEntry("task", "0-000007")
                .containsEntry("node", "tvm-1")
                .containsEntry("exitCode", "0")
                .doesNotContainKey("error");
    }

    @Test
    void runs_of_a_task_that_was_repeated_are_spans_of_their_own() {
        traces.ended(LEVEL, task(7, 1, true), null);

        assertThat(spans).extracting(DropSpan::name).containsExactly("run", "run", "task");
        assertThat(spans.get(0).parent()).isEqualTo(TraceParent.task(JOB, TaskId.of(0, 7)));
        assertThat(spans.get(0).facts()).containsEntry("attempt", "1").containsEntry("error", "user-exit");
        assertThat(spans.get(1).facts()).containsEntry("attempt", "2").doesNotContainKey("error");
        assertThat(spans.get(0).place()).isNotEqualTo(spans.get(1).place());
        assertThat(spans.get(2).period().start()).isEqualTo(START);
        assertThat(spans.get(2).facts()).containsEntry("retries", "1");
    }

    @Test
    void a_task_that_is_found_again_is_the_same_span() {
        traces.ended(LEVEL, task(7, 1, true), null);
        traces.ended(LEVEL, task(7, 1, true), null);

        assertThat(spans.subList(0, 3)).isEqualTo(spans.subList(3, 6));
    }

    @Test
    void of_a_large_level_the_first_tasks_and_those_that_failed_are_spans() {
        traces.ended(LEVEL, task(200, 0, true), null);
        traces.ended(LEVEL, task(201, 0, true), null);
        traces.ended(LEVEL, task(202, 0, false), FAILURE);

        assertThat(spans).extracting(span -> span.facts().get("task")).containsExactly("0-000200", "0-000202");
        assertThat(spans.getLast().facts()).containsEntry("error", "user-exit");
    }

    @Test
    void markers_are_not_read_for_a_drop_without_a_trace() {
        new TaskTraces(DropTraces.none(), this::runs, 200).ended(LEVEL, task(7, 1, true), null);

        assertThat(asked).isEmpty();
    }

    private List<TaskMarker> runs(JobId job, TaskId task) {
        asked.add(task);
        TaskMarker.MarkedFailure failure =
                new TaskMarker.MarkedFailure(FailureCode.USER_EXIT, "it exited with 1", null);
        return List.of(run(task, "a", START, failure), run(task, "b", START.plusSeconds(20), null));
    }

    private static TaskMarker run(TaskId task, String run, Instant start, TaskMarker.MarkedFailure failure) {
        return new TaskMarker(
                SUBMISSION,
                1,
                task,
                run,
                "tvm-1",
                start,
                start.plusSeconds(9),
                failure == null ? 0 : 1,
                List.of(),
                failure);
    }

    private static EndedTask task(int index, int retries, boolean success) {
        return new EndedTask(
                TaskId.of(0, index),
                success,
                success ? 0 : 1,
                "tvm-1",
                START.plusSeconds(20),
                START.plusSeconds(30),
                retries,
                0,
                START.plusSeconds(31),
                null);
    }
}
