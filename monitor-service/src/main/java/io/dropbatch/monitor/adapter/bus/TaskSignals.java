package io.dropbatch.monitor.adapter.bus;

import io.dropbatch.bus.BlobCreated;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.monitor.app.Lookout;

/** Turns the appearance of a task's marker into a signal. It is a hint only, so its message may be settled at once. */
public final class TaskSignals {

    private final Lookout lookout;

    public TaskSignals(Lookout lookout) {
        this.lookout = lookout;
    }

    public Reaction created(BlobCreated blob) {
        OutputLayout.parseMarker(blob.path()).ifPresent(marker -> lookout.signalled(marker.job(), marker.task()));
        return Reaction.none();
    }
}
