package io.dropbatch.localazure.batch.protocol.door;

import java.io.IOException;
import java.util.Optional;

/** A part of the server that whoever is on this machine may look at without a key; it changes nothing. */
public interface OpenDoor {

    /** What is shown at a place, or empty when the place is behind another door. */
    Optional<PageView> open(PageVisit visit) throws IOException;
}
