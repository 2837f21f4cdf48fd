package io.dropbatch.monitor.adapter.bus;

import io.dropbatch.bus.MessageSender;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.monitor.app.port.EventAnnouncer;
import java.util.List;

/** Announces events on the bus and waits for the acknowledgement. */
public final class BusEventAnnouncer implements EventAnnouncer {

    private final MessageSender sender;

    public BusEventAnnouncer(MessageSender sender) {
        this.sender = sender;
    }

    @Override
    public void announce(List<? extends DomainEvent> announcements) {
        sender.send(new HandlerResult(List.copyOf(announcements), List.of()));
    }
}
