package io.dropbatch.monitor.adapter.bus;

import io.dropbatch.bus.Sender;
import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.monitor.app.port.Announcer;
import java.util.List;

/** Announces on the bus, acknowledged. */
public final class SenderAnnouncer implements Announcer {

    private final Sender sender;

    public SenderAnnouncer(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void announce(List<? extends Announcement> announcements) {
        sender.send(new Reaction(List.copyOf(announcements), List.of()));
    }
}
