package io.dropbatch.localazure.batch.engine.fault;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import org.jspecify.annotations.Nullable;

/** A moment at which a fault may strike, with the names that faults are matched against. */
public record FaultOccasion(
        @Nullable String operation,
        @Nullable String pool,
        @Nullable String job,
        @Nullable String task) {

    public static FaultOccasion call(
            String operation, @Nullable String pool, @Nullable String job, @Nullable String task) {
        return new FaultOccasion(operation, pool, job, task);
    }

    public static FaultOccasion of(RunOrder order) {
        BatchJobId job = order.job();
        return new FaultOccasion(null, order.place().pool().value(), job == null ? null : job.value(), order.task());
    }

    public static FaultOccasion of(PoolId pool, BatchJobId job, BatchTaskId task) {
        return new FaultOccasion(null, pool.value(), job.value(), task.value());
    }

    public static FaultOccasion of(PoolId pool) {
        return new FaultOccasion(null, pool.value(), null, null);
    }

    public static FaultOccasion newTask(BatchJobId job, String name) {
        return new FaultOccasion(null, null, job.value(), name);
    }
}
