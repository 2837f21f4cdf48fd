package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.SlotDemand;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.JobQueue.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives ready tasks to free slots: jobs by priority, tasks of a job in the order they were added. It looks only at
 * jobs that have something to run, and only in pools that have room.
 */
public final class TaskScheduler {

    /** So that a pool of thousands of empty nodes does not keep everybody waiting while it is filled. */
    private static final int MOST_AT_ONCE = 500;

    private final Account account;
    private final JobQueue queue;
    private final TaskLifecycle tasks;
    private final AccountWatcher watcher;

    private int left;
    private boolean goesOn;

    public TaskScheduler(Account account, JobQueue queue, TaskLifecycle tasks, AccountWatcher watcher) {
        this.account = account;
        this.queue = queue;
        this.tasks = tasks;
        this.watcher = watcher;
    }

    /** Begins what can begin; called under the lock at the end of each change. */
    public void run() {
        if (queue.isEmpty()) {
            return;
        }
        left = MOST_AT_ONCE;
        for (PoolId id : queue.pools()) {
            Pool pool = account.pools().get(id);
            TreeMap<Turn, Job> jobs = queue.of(id);
            if (pool != null && jobs != null && pool.hasRoom()) {
                fill(pool, jobs);
            }
        }
        if (left <= 0 && !goesOn) {
            goesOn = true;
            account.changeLater(Duration.ZERO, () -> goesOn = false);
        }
    }

    private void fill(Pool pool, TreeMap<Turn, Job> jobs) {
        // Not an iterator: jobs leave their queue as their last tasks begin.
        Map.Entry<Turn, Job> next = jobs.firstEntry();
        while (next != null && left > 0 && pool.hasRoom()) {
            if (fill(pool, next.getValue()) == Outcome.RESERVES) {
                return;
            }
            next = jobs.higherEntry(next.getKey());
        }
    }

    private Outcome fill(Pool pool, Job job) {
        Map.Entry<Long, Task> next = job.ready().firstEntry();
        while (next != null && left > 0 && job.state() == JobState.ACTIVE && job.mayRunAnother()) {
            Task task = next.getValue();
            SlotDemand demand = SlotDemand.of(task, pool);
            if (demand.possibleIn(pool)) {
                List<Node> nodes = pool.nodesFor(job, demand);
                if (nodes.isEmpty()) {
                    tell(job, task, demand);
                    return demand.gang() && pool.isLargeEnough(job, demand) ? Outcome.RESERVES : Outcome.WAITS;
                }
                left--;
                tasks.assign(task, nodes, demand.slots());
            }
            next = job.ready().higherEntry(next.getKey());
        }
        return Outcome.SATISFIED;
    }

    /** Says once of a task that it waits, not each time that something else has changed. */
    private void tell(Job job, Task task, SlotDemand demand) {
        if ((demand.gang() || demand.slots() > 1) && queue.waits(job, task)) {
            watcher.waits(task);
        }
    }

    /** How far a job came; one whose next task needs several nodes keeps what is free from jobs behind it. */
    private enum Outcome {
        SATISFIED,
        WAITS,
        RESERVES
    }
}
