package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.job.AutoPool;
import io.dropbatch.localazure.batch.engine.job.AutoPool.Lifetime;
import io.dropbatch.localazure.batch.engine.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.job.JobSpec;
import org.jspecify.annotations.Nullable;

/** Makes the pools that jobs and schedules bring along, and takes them away when their owners end. */
final class AutoPools {

    private final Account account;

    AutoPools(Account account) {
        this.account = account;
    }

    /** The specification of a new job, with the name of the pool it will have. */
    JobSpec named(JobSpec spec, long jobKey, @Nullable JobSchedule schedule) {
        AutoPool auto = spec.autoPool();
        if (auto == null) {
            return spec;
        }
        String kind = schedule != null && auto.lifetime() == Lifetime.JOB_SCHEDULE
                ? "/schedule/" + schedule.key()
                : "/job/" + jobKey;
        // The key alone would do within an account; the nodes' folder makes it unlike that of another.
        return spec.on(auto.named(account.settings().nodesFolder() + kind));
    }

    /** Makes the job's pool unless it is there; harmless to repeat. */
    void open(Job job) {
        AutoPool auto = job.spec().autoPool();
        if (auto == null || account.pools().containsKey(job.spec().pool())) {
            return;
        }
        try {
            account.poolLife().create(job.spec().pool(), auto.pool());
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

    /** The job has completed or is about to go. */
    void close(Job job) {
        AutoPool auto = job.spec().autoPool();
        if (auto != null && auto.lifetime() == Lifetime.JOB) {
            close(job.spec().pool(), auto);
        }
    }

    /** The schedule has completed or is about to go. */
    void close(JobSchedule schedule) {
        AutoPool auto = schedule.spec().job().autoPool();
        if (auto != null && auto.lifetime() == Lifetime.JOB_SCHEDULE) {
            close(named(schedule.spec().job(), 0, schedule).pool(), auto);
        }
    }

    /** Does what a former life of the account left undone. */
    void resume() {
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
            account.scaler().delete(pool);
        }
    }
}
