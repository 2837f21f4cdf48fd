package io.dropbatch.localazure.batch.engine.state;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.job.DependsOn;
import io.dropbatch.localazure.batch.engine.model.job.DependsOn.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a job that wait for others.
 *
 * <p>Each waiting task watches one of its unsatisfied dependencies, chosen at random, and chooses again when that one
 * is satisfied. So a completion costs time only for the tasks that watch it, and a task with many dependencies chooses
 * a few times, not once for each.
 */
public final class TaskDependencies {

    private static final int TRIES = 8;

    private final Job job;
    private final Map<BatchTaskId, List<Task>> watchersById = new HashMap<>();
    private final Map<Integer, List<Task>> watchersByNumber = new HashMap<>();
    private final Set<Task> waiting = new HashSet<>();
    private final Map<BatchTaskId, Long> lasting = new HashMap<>();
    // Made when the first task depends on a range.
    private @Nullable SatisfiedNumbers numbers;

    TaskDependencies(Job job) {
        this.job = job;
    }

    /** Returns whether an active task must wait for dependencies; if so, registers it as waiting. */
    boolean holds(Task task) {
        boolean held = watches(task, task.dependsOn());
        if (held) {
            waiting.add(task);
        } else {
            waiting.remove(task);
        }
        return held;
    }

    /** The number of active tasks that wait. */
    int waiting() {
        return waiting.size();
    }

    /** The task is not active, or was deleted. */
    void release(Task task) {
        waiting.remove(task);
    }

    /** Records a task's completion and returns the tasks that it makes ready. */
    List<Task> completed(Task task) {
        return task.satisfies() ? satisfied(task.id()) : List.of();
    }

    /**
     * The dependencies that stay satisfied although their task is deleted or runs again, by the key of their record.
     */
    Map<BatchTaskId, Long> lasting() {
        return lasting;
    }

    /** Whether this dependency is satisfied and must be recorded to stay so without its task. */
    public boolean wouldBeLost(Task task) {
        return task.satisfies() && !lasting.containsKey(task.id());
    }

    List<Task> outlives(BatchTaskId id, long key) {
        lasting.put(id, key);
        return satisfied(id);
    }

    private List<Task> satisfied(BatchTaskId id) {
        List<Task> candidates = new ArrayList<>(watchersOf(watchersById, id));
        OptionalInt number = numbers == null ? OptionalInt.empty() : SatisfiedNumbers.of(id);
        if (number.isPresent() && numbers != null) {
            numbers.add(number.getAsInt());
            candidates.addAll(watchersOf(watchersByNumber, number.getAsInt()));
        }
        List<Task> free = new ArrayList<>();
        for (Task candidate : candidates) {
            if (waiting.contains(candidate) && !holds(candidate)) {
                free.add(candidate);
            }
        }
        return free;
    }

    private static <K> List<Task> watchersOf(Map<K, List<Task>> watchers, K key) {
        List<Task> found = watchers.remove(key);
        return found == null ? List.of() : found;
    }

    private boolean watches(Task task, DependsOn needed) {
        BatchTaskId id = unsatisfied(needed.ids());
        if (id != null) {
            watchersById.computeIfAbsent(id, missing -> new ArrayList<>(1)).add(task);
            return true;
        }
        for (Range range : needed.ranges()) {
            OptionalInt number = unsatisfied(range, numbers());
            if (number.isPresent()) {
                watchersByNumber
                        .computeIfAbsent(number.getAsInt(), missing -> new ArrayList<>(1))
                        .add(task);
                return true;
            }
        }
        return false;
    }

    private @Nullable BatchTaskId unsatisfied(List<BatchTaskId> ids) {
        BatchTaskId picked = null;
        int candidates = 0;
        for (BatchTaskId id : ids) {
            if (!isSatisfied(id) && ThreadLocalRandom.current().nextInt(++candidates) == 0) {
                picked = id;
            }
        }
        return picked;
    }

    /** Tries a few random ids, then one of the two ends, where a nearly complete range has its gaps. */
    private static OptionalInt unsatisfied(Range range, SatisfiedNumbers numbers) {
        long first = numbers.first(range.start());
        if (first > range.end()) {
            return OptionalInt.empty();
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < TRIES; i++) {
            int number = (int) random.nextLong(first, range.end() + 1L);
            if (!numbers.contains(number)) {
                return OptionalInt.of(number);
            }
        }
        return OptionalInt.of(random.nextBoolean() ? (int) first : numbers.last(range.end()));
    }

    private boolean isSatisfied(BatchTaskId id) {
        Task task = job.tasks().get(id);
        return lasting.containsKey(id) || (task != null && task.satisfies());
    }

    private SatisfiedNumbers numbers() {
        if (numbers == null) {
            SatisfiedNumbers known = new SatisfiedNumbers();
            lasting.keySet().forEach(id -> SatisfiedNumbers.of(id).ifPresent(known::add));
            for (Task task : job.tasks().values()) {
                if (task.satisfies()) {
                    SatisfiedNumbers.of(task.id()).ifPresent(known::add);
                }
            }
            numbers = known;
        }
        return numbers;
    }
}
