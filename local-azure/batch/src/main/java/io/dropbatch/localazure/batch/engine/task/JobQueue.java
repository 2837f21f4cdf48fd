package io.dropbatch.localazure.batch.engine.task;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The jobs that have tasks to run, by the pool they run on: higher priority first, then older. */
public final class JobQueue {

    private final Map<PoolId, TreeMap<Turn, Job>> queues = new HashMap<>();
    private final Map<Job, Place> places = new HashMap<>();
    private final Map<Job, Task> waits = new HashMap<>();

    /** Adds a job to the queue or removes it; call it whenever its state, tasks or specification changed. */
    public void look(Job job) {
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

    boolean isEmpty() {
        return queues.isEmpty();
    }

    /** The pools that jobs wait for. */
    List<PoolId> pools() {
        return List.copyOf(queues.keySet());
    }

    /** The jobs that wait for a pool; they leave it as their last tasks begin. */
    @Nullable
    TreeMap<Turn, Job> of(PoolId pool) {
        return queues.get(pool);
    }

    /** Records that the next task of a job cannot run; returns whether that is new. */
    boolean waits(Job job, Task task) {
        return waits.put(job, task) != task;
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

    /** A job's position in the queue. */
    private record Place(PoolId pool, Turn turn) {}

    /** Higher priority first, then older. */
    record Turn(int priority, long age) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            int byPriority = Integer.compare(other.priority, priority);
            return byPriority == 0 ? Long.compare(age, other.age) : byPriority;
        }
    }
}
