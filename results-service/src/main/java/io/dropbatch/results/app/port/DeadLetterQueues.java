package io.dropbatch.results.app.port;

import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterCount;
import io.dropbatch.model.deadletter.DeadLetterException;
import io.dropbatch.model.deadletter.DeadLetterNote;
import java.util.List;
import java.util.Set;

/** The dead letters of all queues and subscriptions. Each method may throw a {@link DeadLetterException}. */
public interface DeadLetterQueues {

    /** The queues and subscriptions that have some. */
    List<DeadLetterCount> counts();

    /**
     * The oldest, which stay where they are.
     *
     * @param from the lowest number that is wanted
     */
    List<DeadLetter> look(BusEntity entity, long from, int most);

    /** Does it to these, in that person's name, and notes it; returns the numbers of those that were there. */
    Set<Long> settle(DeadLetterNote.Action action, BusEntity entity, Set<Long> numbers, String by);

    /** What was done last with any, the newest last. */
    List<DeadLetterNote> notes(int most);

    /** What was done with these, the newest last. */
    List<DeadLetterNote> notesOf(BusEntity entity, Set<Long> numbers, int most);
}
