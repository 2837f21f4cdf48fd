package io.dropbatch.monitor.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.TaskCounts;
import io.dropbatch.batch.BatchTerminateReason;
import io.dropbatch.batch.BudgetStop;
import io.dropbatch.batch.PauseMark;
import io.dropbatch.model.id.JobId;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.domain.LevelActivity;
import io.dropbatch.monitor.domain.TaskTotals;
import io.dropbatch.monitor.domain.failure.EndedTask;
import io.dropbatch.monitor.domain.failure.JobCondition;
import io.dropbatch.monitor.domain.failure.NodePreparation;
import io.dropbatch.monitor.domain.failure.PoolCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a Batch account over its REST interface. */
public final class AzureBatchObserver implements BatchObserver {

    private static final TaskTotals NONE = new TaskTotals(0, 0, 0);

    private final BatchServiceClient client;
    private final EndedTasks endedTasks;
    private final PreparationReader preparations;
    private final PoolReader pools;

    public AzureBatchObserver(BatchServiceClient client) {
        this.client = client;
        this.endedTasks = new EndedTasks(client.tasks());
        this.preparations = new PreparationReader(client);
        this.pools = new PoolReader(client);
    }

    @Override
    public boolean endedTasks(JobId job, String idPrefix, Instant since, Consumer<EndedTask> each) {
        return endedTasks.list(job, idPrefix, since, each);
    }

    @Override
    public LevelActivity activity(JobId job, String idPrefix) {
        return endedTasks.activity(job, idPrefix);
    }

    @Override
    public JobCondition job(JobId job) {
        return BatchRefusals.unlessMissing(() -> client.jobs().get(job.value()))
                .map(AzureBatchObserver::conditionOf)
                .orElseGet(JobCondition.Gone::new);
    }

    @Override
    public TaskTotals totals(JobId job) {
        return BatchRefusals.unlessMissing(() -> client.jobs().getTaskCounts(job.value()))
                .map(counts -> totals(counts.taskCounts()))
                .orElse(NONE);
    }

    @Override
    public List<NodePreparation> preparations(JobId job) {
        return preparations.of(job);
    }

    @Override
    public Optional<byte[]> errorOutput(NodePreparation preparation) {
        return preparations.errorOutput(preparation);
    }

    @Override
    public Optional<PoolCondition> pool(String pool) {
        return pools.condition(pool);
    }

    private static TaskTotals totals(TaskCounts counts) {
        return new TaskTotals(counts.active(), counts.running(), counts.completed());
    }

    private static JobCondition conditionOf(CloudJob job) {
        return switch (job.state()) {
            case ACTIVE, ENABLING -> new JobCondition.Running();
            case DISABLING, DISABLED -> disabled(job);
            case TERMINATING, COMPLETED, DELETING -> endOf(job);
        };
    }

    private static JobCondition disabled(CloudJob job) {
        if (BudgetStop.isMarked(job.metadata())) {
            return new JobCondition.Stopping();
        }
        return PauseMark.isMarked(job.metadata()) ? new JobCondition.Paused() : new JobCondition.Disabled();
    }

    private static JobCondition endOf(CloudJob job) {
        @Nullable
        String reason = job.executionInfo() == null ? null : job.executionInfo().terminateReason();
        if (BatchTerminateReason.isWallClock(reason)) {
            return new JobCondition.OutOfTime();
        }
        return BatchTerminateReason.isBudget(reason) ? new JobCondition.OutOfBudget() : new JobCondition.Ended(reason);
    }
}
