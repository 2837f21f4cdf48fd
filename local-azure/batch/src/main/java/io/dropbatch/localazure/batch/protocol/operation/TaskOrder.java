package io.dropbatch.localazure.batch.protocol.operation;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.protocol.call.PagedListing;
import io.dropbatch.localazure.batch.protocol.filter.ListFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The order in which tasks are listed, chosen so that the usual queries on big jobs read few tasks. */
sealed interface TaskOrder {

    /** The tasks after the one that a token names. */
    Iterator<Task> from(@Nullable String token);

    String token(Task task);

    /** Completed tasks by their completion time, from a time on, as a monitor polls them. */
    record ByCompletion(Job job, Instant since) implements TaskOrder {

        @Override
        public Iterator<Task> from(@Nullable String token) {
            return (token == null
                            ? job.completions().tailMap(since, true)
                            : job.completions().tailMap(instant(token), false))
                    .values()
                    .iterator();
        }

        @Override
        public String token(Task task) {
            Instant at = task.status().since();
            return "c" + at.getEpochSecond() + "." + at.getNano();
        }

        private static Instant instant(String token) {
            if (!token.matches("c\\d{1,12}\\.\\d{1,9}")) {
                throw PagedListing.badToken(token);
            }
            int dot = token.indexOf('.');
            try {
                return Instant.ofEpochSecond(
                        Long.parseLong(token.substring(1, dot)), Long.parseLong(token.substring(dot + 1)));
            } catch (DateTimeException e) {
                throw PagedListing.badToken(token);
            }
        }
    }

    /** Tasks of a state by their key, the order in which they were added. */
    record ByKey(ConcurrentNavigableMap<Long, Task> tasks) implements TaskOrder {

        @Override
        public Iterator<Task> from(@Nullable String token) {
            return (token == null ? tasks : tasks.tailMap(key(token), false))
                    .values()
                    .iterator();
        }

        @Override
        public String token(Task task) {
            return "k" + task.key();
        }

        private static long key(String token) {
            if (!token.matches("k\\d{1,18}")) {
                throw PagedListing.badToken(token);
            }
            return Long.parseLong(token.substring(1));
        }
    }

    /** Tasks by id, all or those with a common prefix. */
    record ById(Job job, @Nullable BatchTaskId prefix) implements TaskOrder {

        @Override
        public Iterator<Task> from(@Nullable String token) {
            if (token != null && !token.matches("i[-_a-zA-Z0-9]{1,64}")) {
                throw PagedListing.badToken(token);
            }
            Stream<Task> tasks = tasks(token == null ? null : new BatchTaskId(token.substring(1)));
            return prefix == null
                    ? tasks.iterator()
                    : tasks.takeWhile(task -> begins(task, prefix)).iterator();
        }

        @Override
        public String token(Task task) {
            return "i" + task.id().value();
        }

        private Stream<Task> tasks(@Nullable BatchTaskId after) {
            if (after != null) {
                return job.tasks().tailMap(after, false).values().stream();
            }
            return prefix == null ? job.tasks().values().stream() : job.tasks().tailMap(prefix, true).values().stream();
        }

        private static boolean begins(Task task, BatchTaskId prefix) {
            return task.id()
                    .value()
                    .regionMatches(true, 0, prefix.value(), 0, prefix.value().length());
        }
    }

    /** At most one task. */
    record One(@Nullable Task task) implements TaskOrder {

        @Override
        public Iterator<Task> from(@Nullable String token) {
            return task == null || token != null
                    ? Collections.emptyIterator()
                    : Stream.of(Objects.requireNonNull(task)).iterator();
        }

        @Override
        public String token(Task only) {
            return "i" + only.id().value();
        }
    }

    static TaskOrder of(ListFilter filter, Job job) {
        BatchTaskId id = valid(filter.required("id"));
        if (id != null) {
            return new One(job.tasks().get(id));
        }
        String state = filter.required("state");
        if ("completed".equalsIgnoreCase(state)) {
            return new ByCompletion(job, filter.since("stateTransitionTime"));
        }
        if ("running".equalsIgnoreCase(state) || "preparing".equalsIgnoreCase(state)) {
            return new ByKey(job.begun());
        }
        BatchTaskId prefix = valid(filter.requiredPrefix("id"));
        return prefix == null && "active".equalsIgnoreCase(state) ? new ByKey(job.active()) : new ById(job, prefix);
    }

    private static @Nullable BatchTaskId valid(@Nullable String id) {
        return id != null && id.matches("[-_a-zA-Z0-9]{1,64}") ? new BatchTaskId(id) : null;
    }
}
