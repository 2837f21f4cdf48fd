package io.dropbatch.localazure.batch.engine.fault;

import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import org.jspecify.annotations.Nullable;

/** A moment at which something could go wrong, as far as it has names. */
public record Occasion(
        @Nullable String operation,
        @Nullable String pool,
        @Nullable String job,
        @Nullable String task) {

    public static Occasion call(String operation, @Nullable String pool, @Nullable String job, @Nullable String task) {
        return new Occasion(operation, pool, job, task);
    }

    public static Occasion of(RunOrder order) {
        JobId job = order.job();
        return new Occasion(null, order.pool().value(), job == null ? null : job.value(), order.task());
    }

    public static Occasion of(PoolId pool, JobId job, TaskId task) {
        return new Occasion(null, pool.value(), job.value(), task.value());
    }

    public static Occasion of(PoolId pool) {
        return new Occasion(null, pool.value(), null, null);
    }

    public static Occasion newTask(JobId job, String name) {
        return new Occasion(null, null, job.value(), name);
    }
}
