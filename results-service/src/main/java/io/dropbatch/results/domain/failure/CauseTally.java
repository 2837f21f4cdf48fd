package io.dropbatch.results.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Groups failed tasks by what made them fail, so that each cause is told once. Holds a bounded number of groups, however
 * many tasks fail.
 */
public final class CauseTally {

    private static final int MOST_GROUPS = 200;
    private static final int MOST_CAUSES = 5;
    private static final int MOST_NAMES = 10;

    /** What tasks of one group have in common. */
    private record Key(FailureCode code, @Nullable Integer exitCode, String words) {}

    /** One group; {@code first} is its first task whose log is known, if there is one. */
    private static final class Group {

        private Failure first;
        private final List<String> names = new ArrayList<>();
        private int count;

        Group(Failure first) {
            this.first = first;
        }

        void add(Failure failure, String name) {
            if (first.log() == null && failure.log() != null) {
                first = failure;
            }
            if (names.size() < MOST_NAMES) {
                names.add(name);
            }
            count++;
        }

        void add(Group other) {
            other.names.stream().limit(MOST_NAMES - names.size()).forEach(names::add);
            count += other.count;
        }

        FailureCause cause() {
            return new FailureCause(
                    first.code(),
                    first.message(),
                    first.exitCode(),
                    count,
                    names,
                    LastWords.of(first).orElse(null),
                    first.log());
        }
    }

    private final Map<Key, Group> groups = new LinkedHashMap<>();

    /** Tasks whose logs nobody has read, by their exit codes. */
    private final Map<Integer, Group> unread = new LinkedHashMap<>();

    private final Map<Integer, Group> byExit = new LinkedHashMap<>();
    private int failed;

    /** @param record of a task that failed */
    public void add(TaskRecord record, TaskOrigin origin) {
        failed++;
        Failure failure = failureOf(record);
        Integer exit = Objects.requireNonNullElse(record.exitCode(), 0);
        if (isUnread(failure)) {
            unread.computeIfAbsent(exit, code -> new Group(failure)).add(failure, origin.name());
            return;
        }
        Group group = group(keyOf(failure, origin), failure);
        group.add(failure, origin.name());
        byExit.putIfAbsent(exit, group);
    }

    public boolean isEmpty() {
        return failed == 0;
    }

    /** What happened to the tasks out of the given number; empty when none failed. */
    public Optional<FailureSummary> summary(int tasks) {
        List<Group> all = sorted();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        List<FailureCause> causes =
                all.stream().limit(MOST_CAUSES).map(Group::cause).toList();
        Failure first = all.getFirst().first;
        Failure told = new Failure(
                first.code(),
                FailureWords.of(failed, tasks, causes, all.size()),
                first.task(),
                first.exitCode(),
                first.stderrTail(),
                first.log());
        return Optional.of(new FailureSummary(told, causes, failed));
    }

    /**
     * Tells which tasks failed for the cause at that place of the summary.
     *
     * @return may be asked about the tasks that were added
     */
    public BiPredicate<TaskRecord, TaskOrigin> membersOf(int place) {
        List<Group> all = sorted();
        if (place < 0 || place >= all.size()) {
            return (record, origin) -> false;
        }
        Group wanted = all.get(place);
        return (record, origin) -> groupOf(record, origin) == wanted;
    }

    private @Nullable Group groupOf(TaskRecord record, TaskOrigin origin) {
        Failure failure = failureOf(record);
        if (isUnread(failure)) {
            return byExit.get(Objects.requireNonNullElse(record.exitCode(), 0));
        }
        Key key = keyOf(failure, origin);
        Group known = groups.get(key);
        return known == null ? groups.get(new Key(key.code(), key.exitCode(), "")) : known;
    }

    /** A task whose log was not read most likely failed like the one with the same exit code whose log was. */
    private List<Group> sorted() {
        List<Group> all = new ArrayList<>(groups.values());
        unread.forEach((exit, group) -> {
            Group alike = byExit.putIfAbsent(exit, group);
            if (alike == null) {
                all.add(group);
            } else {
                alike.add(group);
            }
        });
        unread.clear();
        all.sort(Comparator.comparingInt((Group group) -> group.count).reversed());
        return all;
    }

    private Group group(Key key, Failure failure) {
        Group known = groups.get(key);
        if (known != null) {
            return known;
        }
        Key own = groups.size() < MOST_GROUPS ? key : new Key(key.code(), key.exitCode(), "");
        return groups.computeIfAbsent(own, fresh -> new Group(failure));
    }

    /** The tail of a log that was read and was empty is empty, not absent. */
    private static boolean isUnread(Failure failure) {
        return failure.code() == FailureCode.USER_EXIT && failure.log() == null && failure.stderrTail() == null;
    }

    private static Key keyOf(Failure failure, TaskOrigin origin) {
        String words = LastWords.of(failure).orElse(failure.message());
        return new Key(failure.code(), failure.exitCode(), LastWords.pattern(words, origin));
    }

    private static Failure failureOf(TaskRecord record) {
        Failure failure = record.failure();
        return failure != null
                ? failure
                : Failure.of(FailureCode.PLATFORM, "The task did not succeed; Batch gave no reason.")
                        .inTask(record.task().value());
    }
}
