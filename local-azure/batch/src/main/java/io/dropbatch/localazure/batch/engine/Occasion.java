package io.dropbatch.localazure.batch.engine;

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

    static Occasion of(Task task, @Nullable PoolId pool) {
        return new Occasion(
                null,
                pool == null ? null : pool.value(),
                task.job().id().value(),
                task.id().value());
    }

    static Occasion of(Pool pool) {
        return new Occasion(null, pool.id().value(), null, null);
    }

    static Occasion newTask(JobId job, String name) {
        return new Occasion(null, null, job.value(), name);
    }
}
