package io.dropbatch.monitor.app;

import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.POOL;

import io.dropbatch.batch.BatchTerminateReason;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.BatchObserverContract;
import io.dropbatch.monitor.domain.failure.BatchProblem;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

class ScriptedBatchTest extends BatchObserverContract {

    private final ScriptedBatch batch = new ScriptedBatch();
    private Instant now = NOON;

    ScriptedBatchTest() {
        batch.running = 0;
    }

    @Override
    protected BatchObserver account() {
        return batch;
    }

    @Override
    protected void createJob(JobId newJob) {
        batch.jobs.put(newJob, new JobCondition.Running());
    }

    @Override
    protected void run(JobId inJob, int exitCode, TaskId... tasks) {
        for (TaskId task : tasks) {
            now = now.plusSeconds(1);
            BatchProblem problem =
                    exitCode == 0 ? null : BatchProblem.of(FailureCode.USER_EXIT, "FailureExitCode", "failed");
            batch.end(new EndedTask(task, exitCode == 0, exitCode, "node-1", now, now, 0, 0, now, problem));
        }
    }

    @Override
    protected void begin(JobId inJob, TaskId task) {
        batch.running++;
    }

    @Override
    protected void end(JobId inJob, TaskId task) {
        batch.running--;
        end(task, now, FailureCode.CANCELLED);
    }

    @Override
    protected void endBeforeItRuns(JobId inJob, TaskId task) {
        end(task, null, FailureCode.CANCELLED);
    }

    @Override
    protected void runOutOfTime(JobId inJob, TaskId task) {
        end(task, now, FailureCode.TIMEOUT);
    }

    private void end(TaskId task, @Nullable Instant startedAt, FailureCode code) {
        now = now.plusSeconds(1);
        BatchProblem problem = BatchProblem.of(code, "TaskEnded", "ended");
        batch.end(new EndedTask(task, false, null, null, startedAt, now, 0, 0, now, problem));
    }

    @Override
    protected void terminate(JobId running, String reason) {
        batch.jobs.put(
                running,
                reason.equals(BatchTerminateReason.BUDGET)
                        ? new JobCondition.OutOfBudget()
                        : new JobCondition.Ended(reason));
    }

    @Override
    protected void stopAtBudget(JobId running) {
        batch.jobs.put(running, new JobCondition.Stopping());
    }

    @Override
    protected void pause(JobId running) {
        batch.jobs.put(running, new JobCondition.Paused());
    }

    @Override
    protected void createJobThatCannotBePrepared(JobId newJob, String errorOutput) {
        createJob(newJob);
        batch.preparations.add(new NodePreparation(POOL, "node-1", NodePreparation.State.FAILED, 70, "wd", null));
        batch.outputs.put("node-1", errorOutput.getBytes(StandardCharsets.UTF_8));
    }
}
