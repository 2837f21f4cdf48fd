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
 * Assigns ready tasks to free slots: jobs by priority, tasks of a job in the order they were added. It checks only jobs
 * with ready tasks, in pools with free slots.
 */
public final class TaskScheduler {

    /** Limits one pass, so that filling a pool of thousands of nodes does not block all other changes. */
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

    /** Starts the tasks that can start; called under the lock at the end of each change. */
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

    /** Reports once that a task waits, not after each other change. */
    private void tell(Job job, Task task, SlotDemand demand) {
        if ((demand.gang() || demand.slots() > 1) && queue.waits(job, task)) {
            watcher.waits(task);
        }
    }

    /**
     * The result of scheduling a job; a job whose next task needs several nodes reserves the free ones from jobs behind
     * it.
     */
    private enum Outcome {
        SATISFIED,
        WAITS,
        RESERVES
    }
}
