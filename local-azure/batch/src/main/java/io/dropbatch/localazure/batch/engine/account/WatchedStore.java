package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells watchers about durable changes. Every change of an account passes through its store, so watchers miss none and
 * see none that a crash could undo. Used under the account's lock.
 */
public final class WatchedStore implements AccountStore {

    private final AccountStore store;
    private final List<AccountWatcher> watchers;
    private final Map<Pool, PoolScaling> scalings = new HashMap<>();
    private final Set<Pool> deleting = new HashSet<>();
    private final Set<BatchJobId> jobs = new HashSet<>();

    /** Begins with the restored state, which is not announced. */
    public WatchedStore(
            AccountStore store, Collection<Pool> knownPools, Collection<Job> knownJobs, List<AccountWatcher> watchers) {
        this.store = store;
        this.watchers = List.copyOf(watchers);
        knownPools.forEach(pool -> scalings.put(pool, pool.scaling()));
        knownPools.stream().filter(Pool::deleting).forEach(deleting::add);
        knownJobs.forEach(job -> jobs.add(job.id()));
    }

    @Override
    public void save(Pool pool) {
        store.save(pool);
        PoolScaling former = scalings.put(pool, pool.scaling());
        if (former == null) {
            watchers.forEach(watcher -> watcher.created(pool));
        } else if (!former.equals(pool.scaling())) {
            watchers.forEach(watcher -> watcher.scaled(pool, former));
        }
        if (pool.deleting() && deleting.add(pool)) {
            watchers.forEach(watcher -> watcher.deleting(pool));
        }
    }

    @Override
    public void remove(Pool pool, FormerPool former, LifetimeUsage lifetime) {
        store.remove(pool, former, lifetime);
        scalings.remove(pool);
        deleting.remove(pool);
        watchers.forEach(watcher -> watcher.deleted(pool));
    }

    @Override
    public void save(Job job, JobStatus status) {
        store.save(job, status);
        if (jobs.add(job.id())) {
            watchers.forEach(watcher -> watcher.created(job));
        } else if (!status.equals(job.status())) {
            watchers.forEach(watcher -> watcher.moved(job, job.status(), status));
        }
    }

    @Override
    public void remove(Job job, Collection<Task> tasks, Collection<JobOnNode> onNodes, LifetimeUsage lifetime) {
        store.remove(job, tasks, onNodes, lifetime);
        jobs.remove(job.id());
        watchers.forEach(watcher -> watcher.deleted(job));
    }

    @Override
    public void forget(Collection<FormerPool> pools) {
        store.forget(pools);
    }

    @Override
    public void save(LifetimeUsage lifetime) {
        store.save(lifetime);
    }

    @Override
    public void save(JobSchedule schedule, JobScheduleStatus status) {
        store.save(schedule, status);
    }

    @Override
    public void remove(JobSchedule schedule) {
        store.remove(schedule);
    }

    @Override
    public void add(List<Task> tasks) {
        store.add(tasks);
    }

    @Override
    public void respecify(Task task) {
        store.respecify(task);
    }

    /** A task keeps its old status until the next one is durable. */
    @Override
    public void save(Task task, TaskStatus status) {
        store.save(task, status);
        if (!status.ending()) {
            watchers.forEach(watcher -> watcher.moved(task, task.status(), status));
        }
    }

    @Override
    public void remove(Task task, LifetimeUsage lifetime) {
        store.remove(task, lifetime);
    }

    @Override
    public void save(JobOnNode onNode) {
        store.save(onNode);
        watchers.forEach(watcher -> watcher.changed(onNode));
    }

    @Override
    public void saveSatisfied(Job job, BatchTaskId task, long key) {
        store.saveSatisfied(job, task, key);
    }

    @Override
    public void save(Task task, List<TaskStatus> subtasks) {
        store.save(task, subtasks);
    }
}
