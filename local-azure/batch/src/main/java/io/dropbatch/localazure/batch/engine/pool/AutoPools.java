package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.job.AutoPool;
import io.dropbatch.localazure.batch.engine.model.job.AutoPool.Lifetime;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import org.jspecify.annotations.Nullable;

/** Creates the auto pools of jobs and schedules, and removes them when their owners end. */
public final class AutoPools {

    private final Account account;
    private final PoolLifecycle pools;
    private final PoolScaler scaler;

    public AutoPools(Account account, PoolLifecycle pools, PoolScaler scaler) {
        this.account = account;
        this.pools = pools;
        this.scaler = scaler;
    }

    /** The specification of a new job, with the name of its future pool. */
    public JobDefinition named(JobDefinition spec, long jobKey, @Nullable JobSchedule schedule) {
        AutoPool auto = spec.autoPool();
        if (auto == null) {
            return spec;
        }
        String kind = schedule != null && auto.lifetime() == Lifetime.JOB_SCHEDULE
                ? "/schedule/" + schedule.key()
                : "/job/" + jobKey;
        // The key is unique within an account; the nodes' folder makes it differ from other accounts.
        return spec.on(auto.named(account.settings().nodesFolder() + kind));
    }

    /** Creates the job's pool unless it exists; idempotent. */
    public void open(Job job) {
        AutoPool auto = job.spec().autoPool();
        if (auto == null || account.pools().containsKey(job.spec().pool())) {
            return;
        }
        try {
            pools.create(job.spec().pool(), auto.pool());
        } catch (BatchError refusal) {
            job.cannotStart(
                    switch (refusal.code()) {
                        case PoolQuotaReached -> "AutoPoolCreationFailedWithQuotaReached";
                        case InvalidApplicationPackageReferences -> "InvalidApplicationPackageReferencesInAutoPool";
                        case InvalidAutoScalingSettings -> "InvalidAutoScaleFormulaInAutoPool";
                        default -> "Unknown";
                    });
        }
    }

    /** The job has completed or is being deleted. */
    public void close(Job job) {
        AutoPool auto = job.spec().autoPool();
        if (auto != null && auto.lifetime() == Lifetime.JOB) {
            close(job.spec().pool(), auto);
        }
    }

    /** The schedule has completed or is being deleted. */
    public void close(JobSchedule schedule) {
        AutoPool auto = schedule.spec().job().autoPool();
        if (auto != null && auto.lifetime() == Lifetime.JOB_SCHEDULE) {
            close(named(schedule.spec().job(), 0, schedule).pool(), auto);
        }
    }

    /** Completes the unfinished work of the previous run. */
    public void resume() {
        for (Job job : account.jobs().values()) {
            switch (job.state()) {
                case COMPLETED -> close(job);
                case ACTIVE, DISABLING, DISABLED -> open(job);
                case TERMINATING, DELETING -> {}
            }
        }
        account.schedules().values().stream()
                .filter(schedule -> schedule.state() == JobScheduleState.COMPLETED)
                .forEach(this::close);
    }

    private void close(PoolId id, AutoPool auto) {
        Pool pool = account.pools().get(id);
        if (pool != null && !auto.keepAlive() && !pool.deleting()) {
            scaler.delete(pool);
        }
    }
}
