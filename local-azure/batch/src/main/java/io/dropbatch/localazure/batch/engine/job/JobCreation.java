package io.dropbatch.localazure.batch.engine.job;

import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobManager;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.pool.AutoPools;
import io.dropbatch.localazure.batch.engine.state.ChangeTimes;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskRequest;
import io.dropbatch.localazure.batch.engine.task.JobQueue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates jobs, with their job managers and auto pools. */
public final class JobCreation {

    private final Account account;
    private final AccountStore store;
    private final AutoPools autoPools;
    private final JobQueue queue;

    public JobCreation(Account account, AccountStore store, AutoPools autoPools, JobQueue queue) {
        this.account = account;
        this.store = store;
        this.autoPools = autoPools;
        this.queue = queue;
    }

    /** Makes a job durable and visible, with its manager if it has one; the job starts at {@link JobLifecycle#open}. */
    public Job create(BatchJobId id, JobDefinition spec, @Nullable JobSchedule schedule) {
        Instant now = account.now();
        long key = account.nextKey();
        JobDefinition named = autoPools.named(spec, key, schedule);
        Job job = new Job(key, id, named, JobStatus.created(now), now, now);
        Task manager = manager(job);
        if (manager != null) {
            // Written before its job: a task without a job is ignored, but a job without its manager would never run.
            store.add(List.of(manager));
        }
        store.save(job, job.status());
        account.jobs().put(id, job);
        if (manager != null) {
            job.add(manager);
        }
        queue.look(job);
        return job;
    }

    private @Nullable Task manager(Job job) {
        JobManager manager = job.spec().specialTasks().manager();
        if (manager == null) {
            return null;
        }
        Instant now = account.now();
        return new Task(
                account.nextKey(),
                job,
                manager.id(),
                TaskRequest.sent(manager.spec().requiredSlots(), JsonTrees.bytes(manager.source())),
                TaskStatus.created(now),
                ChangeTimes.at(now));
    }
}
