package io.dropbatch.results.app.deadletter;

import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterCount;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.results.app.port.DeadLetterQueues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells which dead letters there are and what was done with others. Safe for use by several threads. */
public final class ListDeadLetters {

    /** Every open page asks for the counts, and the bus is asked six requests or more for them. */
    private static final Duration COUNTS_ARE_FRESH = Duration.ofSeconds(10);

    private final DeadLetterQueues queues;
    private final Clock clock;
    private @Nullable CountReading latest;

    public ListDeadLetters(DeadLetterQueues queues, Clock clock) {
        this.queues = queues;
        this.clock = clock;
    }

    private record CountReading(List<DeadLetterCount> counts, Instant at) {}

    /**
     * The letters of a page, the oldest first.
     *
     * @param next the lowest number of the next page; null if this is the last
     */
    public record LetterPage(
            List<DeadLetter> letters, @Nullable Long next) {}

    /** The queues and subscriptions that have some, as it was some seconds ago at most. */
    public synchronized List<DeadLetterCount> counts() {
        Instant now = clock.instant();
        if (latest == null || latest.at().plus(COUNTS_ARE_FRESH).isBefore(now)) {
            latest = new CountReading(List.copyOf(queues.counts()), now);
        }
        return latest.counts();
    }

    /** The counts are other ones now. */
    synchronized void forgetCounts() {
        latest = null;
    }

    /** @param from the lowest number that is wanted */
    public LetterPage page(BusEntity entity, long from, int most) {
        List<DeadLetter> letters = queues.look(entity, from, most + 1);
        return letters.size() <= most
                ? new LetterPage(letters, null)
                : new LetterPage(letters.subList(0, most), letters.get(most).number());
    }

    /** What was done last, the newest first. */
    public List<DeadLetterNote> notes(int most) {
        return queues.notes(most).reversed();
    }
}
