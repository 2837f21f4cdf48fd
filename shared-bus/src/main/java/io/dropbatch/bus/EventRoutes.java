package io.dropbatch.bus;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.HandlerResult;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Which use case handles which event on one subscription. */
public final class EventRoutes {

    private final Map<Class<? extends DomainEvent>, Function<DomainEvent, HandlerResult>> handlers;

    private EventRoutes(Map<Class<? extends DomainEvent>, Function<DomainEvent, HandlerResult>> handlers) {
        this.handlers = Collections.unmodifiableMap(handlers);
    }

    public static EventRoutes none() {
        return new EventRoutes(Map.of());
    }

    /** These routes and one more. */
    public <A extends DomainEvent> EventRoutes on(Class<A> type, Function<A, HandlerResult> handler) {
        Map<Class<? extends DomainEvent>, Function<DomainEvent, HandlerResult>> more = new HashMap<>(handlers);
        more.put(type, event -> handler.apply(type.cast(event)));
        return new EventRoutes(more);
    }

    /**
     * Passes the event to its use case.
     *
     * @throws UnprocessableException when none is declared: the subscription's rule lets through what it should not
     */
    HandlerResult handle(DomainEvent event) {
        Function<DomainEvent, HandlerResult> handler = handlers.get(event.getClass());
        if (handler == null) {
            EventType type = event.type();
            throw new UnprocessableException(
                    "UnexpectedType",
                    "this subscription does not handle " + type.value() + ": its rule should not let it through");
        }
        return handler.apply(event);
    }
}
