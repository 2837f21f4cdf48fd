package io.dropbatch.monitor.adapter.azurebatch;

import static org.awaitility.Awaitility.await;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.monitor.TestBatch;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.BatchObserverContract;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract against local Azure's Batch, or the account that the environment names. */
class AzureBatchObserverTest extends BatchObserverContract {

    @TempDir
    static Path folder;

    private static TestBatch batch;

    @BeforeAll
    static void start() {
        batch = TestBatch.named(folder);
    }

    @AfterAll
    static void stop() {
        batch.close();
    }

    @Override
    protected BatchObserver account() {
        return new AzureBatchObserver(batch.client);
    }

    @Override
    protected void createJob(JobId newJob) {
        batch.createJob(newJob);
    }

    @Override
    protected void run(JobId inJob, int exitCode, TaskId... tasks) {
        completes(inJob, tasks.length, () -> batch.add(inJob, exitCode, tasks));
    }

    @Override
    protected void begin(JobId inJob, TaskId task) {
        batch.addLong(inJob, task, null);
        await("the task to run")
                .atMost(batch.patience())
                .until(() -> account().totals(inJob).running() == 1);
    }

    @Override
    protected void end(JobId inJob, TaskId task) {
        completes(inJob, 1, () -> batch.end(inJob, task));
    }

    @Override
    protected void endBeforeItRuns(JobId inJob, TaskId task) {
        completes(inJob, 1, () -> batch.endBeforeItRuns(inJob, task));
    }

    @Override
    protected void runOutOfTime(JobId inJob, TaskId task) {
        completes(inJob, 1, () -> batch.addLong(inJob, task, Duration.ofSeconds(1)));
    }

    private void completes(JobId inJob, int tasks, Runnable action) {
        int before = account().totals(inJob).completed();
        action.run();
        await("the tasks to complete")
                .atMost(batch.patience())
                .until(() -> account().totals(inJob).completed() == before + tasks);
    }

    @Override
    protected void terminate(JobId running, String reason) {
        batch.terminate(running, reason);
    }

    @Override
    protected void stopAtBudget(JobId running) {
        batch.stopAtBudget(running);
    }

    @Override
    protected void pause(JobId running) {
        batch.pause(running);
    }

    @Override
    protected void createJobThatCannotBePrepared(JobId newJob, String errorOutput) {
        batch.createJobThatCannotBePrepared(newJob, errorOutput);
        batch.add(newJob, 0, TaskId.of(0, 1));
        await("the preparation to fail")
                .atMost(batch.patience())
                .until(() -> account().preparations(newJob).stream()
                        .anyMatch(preparation -> preparation.state() == NodePreparation.State.FAILED));
    }
}
