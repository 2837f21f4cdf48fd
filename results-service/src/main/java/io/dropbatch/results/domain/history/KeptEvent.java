package io.dropbatch.results.domain.history;

import io.dropbatch.model.event.EventType;

/**
 * An announcement that is kept.
 *
 * @param body the event as it was announced, in JSON
 */
public record KeptEvent(HistoryPlace place, EventType type, String workload, String body) {

    /** By which receivers tell that they have had it. */
    public String id() {
        return place.id();
    }
}
