package io.dropbatch.results.app.deadletter;

import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.results.app.port.DeadLetterQueues;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Sends dead letters again or discards them. Asked for twice, it is done once. */
public final class SettleDeadLetters {

    private static final String NOBODY_NAMED = "somebody";

    private final DeadLetterQueues queues;
    private final ListDeadLetters list;

    public SettleDeadLetters(DeadLetterQueues queues, ListDeadLetters list) {
        this.queues = queues;
        this.list = list;
    }

    /**
     * What became of it.
     *
     * @param done the numbers of those that were there
     * @param missing the others
     * @param notes what was done with the others before, as far as it is known; the newest last
     */
    public record Settlement(Set<Long> done, Set<Long> missing, List<DeadLetterNote> notes) {}

    /** @param by who asks; empty if nobody says so */
    public Settlement settle(DeadLetterNote.Action action, BusEntity entity, Set<Long> numbers, String by) {
        try {
            String person = by.isBlank() ? NOBODY_NAMED : by.strip();
            Set<Long> done = new TreeSet<>(queues.settle(action, entity, numbers, person));
            Set<Long> missing = new TreeSet<>(numbers);
            missing.removeAll(done);
            List<DeadLetterNote> notes =
                    missing.isEmpty() ? List.of() : queues.notesOf(entity, missing, 2 * missing.size());
            return new Settlement(done, missing, notes);
        } finally {
            list.forgetCounts();
        }
    }
}
