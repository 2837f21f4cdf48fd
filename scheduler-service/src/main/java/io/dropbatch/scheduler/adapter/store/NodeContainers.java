package io.dropbatch.scheduler.adapter.store;

import io.dropbatch.planning.task.ContainerRole;

/** The names of the containers that nodes use. */
public record NodeContainers(String applications, String inbox, String outputs, String system) {

    String name(ContainerRole role) {
        return switch (role) {
            case APPLICATIONS -> applications;
            case INBOX -> inbox;
            case OUTPUTS -> outputs;
            case SYSTEM -> system;
        };
    }
}
