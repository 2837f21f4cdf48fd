package io.dropbatch.client;

import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventEnvelope;
import io.dropbatch.codec.UnknownTypeException;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.lock.StripedLock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a subscriber does at announcements, by their type. An announcement that comes again is not handled again; one
 * whose handler throws is not remembered, so it is handled when it comes again. Announcements come in any order. Safe
 * for use by several threads.
 */
public final class AnnouncementHandler {

    private final HandledEvents handled;
    private final StripedLock locks;
    private final Map<Class<? extends DomainEvent>, Consumer<DomainEvent>> actions;

    private AnnouncementHandler(
            HandledEvents handled,
            StripedLock locks,
            Map<Class<? extends DomainEvent>, Consumer<DomainEvent>> actions) {
        this.handled = handled;
        this.locks = locks;
        this.actions = Map.copyOf(actions);
    }

    /** A handler that does nothing yet. */
    public static AnnouncementHandler remembering(HandledEvents handled) {
        return new AnnouncementHandler(handled, new StripedLock(), Map.of());
    }

    /**
     * A handler that does this, too. Several actions for one type are done in the order in which they were added; when
     * one throws, the ones after it are left, and all are done again when the announcement comes again.
     */
    public <E extends DomainEvent> AnnouncementHandler on(Class<E> type, Consumer<? super E> action) {
        Map<Class<? extends DomainEvent>, Consumer<DomainEvent>> more = new HashMap<>(actions);
        more.merge(type, event -> action.accept(type.cast(event)), Consumer::andThen);
        return new AnnouncementHandler(handled, locks, more);
    }

    /**
     * Handles one message.
     *
     * @param body a structured CloudEvent, as it is on the bus
     * @throws UnreadableException when it is none: it belongs to the dead letters, since no repetition helps
     */
    public AnnouncementReceipt receive(byte[] body) {
        EventEnvelope event;
        try {
            event = EventCodec.read(body);
        } catch (UnknownTypeException e) {
            // Types are added without notice.
            return AnnouncementReceipt.NOT_WANTED;
        }
        Consumer<DomainEvent> action = actions.get(event.data().getClass());
        if (action == null) {
            return AnnouncementReceipt.NOT_WANTED;
        }
        return locks.with(event.id(), () -> once(event, action));
    }

    private AnnouncementReceipt once(EventEnvelope event, Consumer<DomainEvent> action) {
        if (handled.contains(event.id())) {
            return AnnouncementReceipt.REPEATED;
        }
        action.accept(event.data());
        handled.add(event.id());
        return AnnouncementReceipt.HANDLED;
    }
}
