package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.scheduler.domain.Place;

/** The names of the containers that nodes use. */
public record Containers(String applications, String inbox, String outputs, String system) {

    String name(Place place) {
        return switch (place) {
            case APPLICATIONS -> applications;
            case INBOX -> inbox;
            case OUTPUTS -> outputs;
            case SYSTEM -> system;
        };
    }
}
