package io.dropbatch.scheduler.app.port;

import io.dropbatch.planning.task.ContainerRole;
import java.time.Duration;
import java.util.Optional;

/** Grants nodes access to blobs. The addresses may hold signatures: they are never logged. */
public interface BlobAccess {

    /** Grants access to the containers for at least the given time. */
    Grant grant(Duration time);

    /** The longest time that access can be granted for. */
    Duration longest();

    /** Access to all containers. */
    interface Grant {

        /** The address of one blob, each part of its name percent-encoded. */
        String blob(ContainerRole role, String path);

        /** The address of a container, to list and to read it. */
        String container(ContainerRole role);

        /** The address of the container of the outputs, to write to it. */
        String uploads();

        /** The managed identity that nodes use; empty when the addresses themselves grant access. */
        Optional<String> identity();
    }
}
