package io.dropbatch.scheduler.app;

import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.ComputeAccountContract;
import io.dropbatch.testing.SettableClock;
import java.time.Instant;
import java.util.List;

/** The account in memory keeps the contract, so that tests with it can be trusted. */
class InMemoryComputeTest extends ComputeAccountContract {

    private final InMemoryCompute compute = new InMemoryCompute(new SettableClock(ExampleJobs.NOON));

    @Override
    protected ComputeAccount account() {
        return compute;
    }

    @Override
    protected void givePool() {
        compute.pools.ensure(ExampleJobs.UBUNTU_POOL, () -> 1);
    }

    @Override
    protected Instant now() {
        return ExampleJobs.NOON;
    }

    @Override
    protected List<String> tasksOf(JobId job) {
        return List.copyOf(compute.tasks.get(job).keySet());
    }

    @Override
    protected List<String> endedTasksOf(JobId job) {
        String prefix = job + "/";
        return compute.endedTasks.stream()
                .filter(task -> task.startsWith(prefix))
                .map(task -> task.substring(prefix.length()))
                .toList();
    }
}
