package io.dropbatch.monitor;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.CarriedTasks;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.monitor.domain.failure.BatchProblem;
import io.dropbatch.monitor.domain.failure.EndedTask;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Fresh values with boring defaults. */
public final class ExampleWatches {

    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final SubmissionId SUBMISSION = SubmissionId.of("render", "inbox", "render/one/job.yaml", "0x1");
    public static final JobId JOB = JobId.of(SUBMISSION, 1);
    public static final String POOL = "pool-1";

    private ExampleWatches() {}

    public static JobScheduled aJob(int tasks) {
        return aLevel(0, List.of(tasks));
    }

    public static JobScheduled aLevel(int level, List<Integer> levels) {
        return new JobScheduled(SUBMISSION, "render", JOB, POOL, level, levels.get(level), levels, NOON);
    }

    /** A level of the next attempt, which takes over some tasks. */
    public static JobScheduled aRetriedLevel(int level, List<Integer> levels, CarriedTasks carried) {
        JobId job = JobId.of(SUBMISSION, 2);
        return new JobScheduled(
                SUBMISSION, "render", job, POOL, level, levels.get(level), levels, NOON, null, carried, null);
    }

    public static JobClosed aClosedJob() {
        return new JobClosed(SUBMISSION, "render", JOB, null);
    }

    public static EndedTask succeeded(int index) {
        return succeeded(TaskId.of(0, index), NOON.plusMillis(index));
    }

    public static EndedTask succeeded(TaskId task, Instant at) {
        return new EndedTask(task, true, 0, "node-1", at.minusSeconds(1), at, 0, 0, at, null);
    }

    public static EndedTask failed(int index) {
        return failed(index, 3, FailureCode.USER_EXIT);
    }

    /** A task that somebody ended on Batch while it waited for a node. */
    public static EndedTask endedBeforeItRan(int index) {
        BatchProblem problem = BatchProblem.of(FailureCode.CANCELLED, "TaskEnded", "Task Was Ended by User Request");
        return new EndedTask(TaskId.of(0, index), false, null, null, null, null, 0, 0, NOON.plusMillis(index), problem);
    }

    public static EndedTask failedMerge(int index) {
        return failed(TaskId.of(1, index), 3, FailureCode.USER_EXIT);
    }

    public static EndedTask failed(int index, Integer exitCode, FailureCode code) {
        return failed(TaskId.of(0, index), exitCode, code);
    }

    private static EndedTask failed(TaskId task, Integer exitCode, FailureCode code) {
        Instant at = NOON.plusMillis(task.index());
        BatchProblem problem = new BatchProblem(
                code, "ABatchCode", "as Batch says\nRequestId:1\nTime:2", Map.of("FilePath", "in/a.csv"));
        return new EndedTask(task, false, exitCode, "node-1", at.minusSeconds(1), at, 0, 0, at, problem);
    }

    public static TaskMarker aMarker(int index) {
        return aMarker(
                index,
                new TaskMarker.MarkedFailure(
                        FailureCode.USER_EXIT, "the command ended with 3", base64("line 1\nboom\n")));
    }

    public static TaskMarker aMarker(int index, TaskMarker.MarkedFailure failure) {
        return new TaskMarker(
                SUBMISSION,
                1,
                TaskId.of(0, index),
                "run-1",
                "node-1",
                NOON,
                NOON.plusSeconds(1),
                3,
                List.of(),
                failure);
    }

    public static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
