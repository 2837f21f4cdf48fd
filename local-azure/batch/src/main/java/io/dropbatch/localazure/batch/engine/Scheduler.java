package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.job.JobState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives ready tasks to free slots: jobs by priority, tasks of a job in the order they were added. It looks only at
 * jobs that have something to run, and only in pools that have room.
 */
final class Scheduler {

    /** So that a pool of thousands of empty nodes does not keep everybody waiting while it is filled. */
    private static final int MOST_AT_ONCE = 500;

    private final Account account;
    private final Map<PoolId, TreeMap<Turn, Job>> queues = new HashMap<>();
    private final Map<Job, Place> places = new HashMap<>();
    private final Map<Job, Task> waits = new HashMap<>();
    private int left;
    private boolean goesOn;

    Scheduler(Account account) {
        this.account = account;
    }

    /** Queues a job or takes it out; to be called whenever its state, tasks or specification changed. */
    void look(Job job) {
        Place next = place(job);
        Place former = next == null ? places.remove(job) : places.put(job, next);
        if (next != null && next.equals(former)) {
            return;
        }
        if (former != null) {
            leave(former);
        }
        if (next == null) {
            waits.remove(job);
        }
        if (next != null) {
            queues.computeIfAbsent(next.pool(), pool -> new TreeMap<>()).put(next.turn(), job);
        }
    }

    void run() {
        if (queues.isEmpty()) {
            return;
        }
        left = MOST_AT_ONCE;
        for (PoolId id : List.copyOf(queues.keySet())) {
            Pool pool = account.pools().get(id);
            TreeMap<Turn, Job> queue = queues.get(id);
            if (pool != null && queue != null && pool.hasRoom()) {
                fill(pool, queue);
            }
        }
        if (left <= 0 && !goesOn) {
            goesOn = true;
            account.changeLater(Duration.ZERO, () -> goesOn = false);
        }
    }

    private void fill(Pool pool, TreeMap<Turn, Job> queue) {
        // Not an iterator: jobs leave their queue as their last tasks begin.
        Map.Entry<Turn, Job> next = queue.firstEntry();
        while (next != null && left > 0 && pool.hasRoom()) {
            if (fill(pool, next.getValue()) == Outcome.RESERVES) {
                return;
            }
            next = queue.higherEntry(next.getKey());
        }
    }

    private Outcome fill(Pool pool, Job job) {
        Map.Entry<Long, Task> next = job.ready().firstEntry();
        while (next != null && left > 0 && job.state() == JobState.ACTIVE && job.mayRunAnother()) {
            Task task = next.getValue();
            Demand demand = Demand.of(task, pool);
            if (demand.possibleIn(pool)) {
                List<Node> nodes = pool.nodesFor(job, demand);
                if (nodes.isEmpty()) {
                    tell(job, task, demand);
                    return demand.gang() && pool.isLargeEnough(job, demand) ? Outcome.RESERVES : Outcome.WAITS;
                }
                left--;
                account.runs().assign(task, nodes, demand.slots());
            }
            next = job.ready().higherEntry(next.getKey());
        }
        return Outcome.SATISFIED;
    }

    /** Says once of a task that it waits, not each time that something else has changed. */
    private void tell(Job job, Task task, Demand demand) {
        if ((demand.gang() || demand.slots() > 1) && waits.put(job, task) != task) {
            account.waits(task);
        }
    }

    private static @Nullable Place place(Job job) {
        boolean waits = job.state() == JobState.ACTIVE && !job.ready().isEmpty() && job.mayRunAnother();
        return waits ? new Place(job.spec().pool(), new Turn(job.spec().priority(), job.key())) : null;
    }

    private void leave(Place place) {
        TreeMap<Turn, Job> queue = queues.get(place.pool());
        if (queue != null) {
            queue.remove(place.turn());
            if (queue.isEmpty()) {
                queues.remove(place.pool());
            }
        }
    }

    /** How far a job came; one whose next task needs several nodes keeps what is free from jobs behind it. */
    private enum Outcome {
        SATISFIED,
        WAITS,
        RESERVES
    }

    /** Where a job stands in line. */
    private record Place(PoolId pool, Turn turn) {}

    /** Higher priority first, then older. */
    private record Turn(int priority, long age) implements Comparable<Turn> {

        @Override
        public int compareTo(Turn other) {
            int byPriority = Integer.compare(other.priority, priority);
            return byPriority == 0 ? Long.compare(age, other.age) : byPriority;
        }
    }
}
