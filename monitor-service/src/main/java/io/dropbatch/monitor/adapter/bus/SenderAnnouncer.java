package io.dropbatch.monitor.adapter.bus;

import io.dropbatch.bus.Sender;
import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.monitor.app.Announcer;

/** Announces on the bus, acknowledged one by one. */
public final class SenderAnnouncer implements Announcer {

    private final Sender sender;

    public SenderAnnouncer(Sender sender) {
        this.sender = sender;
    }

    @Override
    public void announce(Announcement announcement) {
        sender.send(Reaction.announce(announcement));
    }
}
