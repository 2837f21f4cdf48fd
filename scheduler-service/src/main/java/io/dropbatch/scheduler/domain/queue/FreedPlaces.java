package io.dropbatch.scheduler.domain.queue;

import io.dropbatch.model.id.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers when places on Batch became free, and derives from it how long the next ones may take. It is lost with the
 * process; until enough places have become free again, nothing is estimated. Not safe for use by several threads.
 */
public final class FreedPlaces {

    private static final Duration REMEMBERED = Duration.ofMinutes(30);
    private static final int MOST = 20;
    private static final int FEWEST = 3;

    private final Deque<Instant> freed = new ArrayDeque<>();
    private Set<JobId> onBatch = Set.of();

    /**
     * Notes which jobs are on Batch now: each one that was there before and is not open any more has freed its place.
     *
     * @param open these jobs and those that wait
     */
    public void see(Set<JobId> nowOnBatch, Set<JobId> open, Instant now) {
        Set<JobId> ended = new HashSet<>(onBatch);
        ended.removeAll(open);
        ended.forEach(job -> freed.addLast(now));
        onBatch = Set.copyOf(nowOnBatch);
        while (freed.size() > MOST || (!freed.isEmpty() && isOld(freed.getFirst(), now))) {
            freed.removeFirst();
        }
    }

    /** When the job at the position may start; empty when fewer than three places became free lately. */
    public Optional<StartEstimate> estimate(int position, Instant now) {
        if (freed.size() < FEWEST || !freed.getLast().isAfter(freed.getFirst())) {
            return Optional.empty();
        }
        // Up to now, not to the last one: a long time without a free place makes the estimate longer.
        Duration span = Duration.between(freed.getFirst(), now);
        Duration wait = span.multipliedBy(position).dividedBy(freed.size() - 1L);
        return Optional.of(new StartEstimate(wait, freed.size()));
    }

    private static boolean isOld(Instant at, Instant now) {
        return at.plus(REMEMBERED).isBefore(now);
    }
}
