package io.dropbatch.localazure.batch.protocol.endpoint;

import java.io.IOException;
import java.util.Optional;

/** A read-only endpoint that needs no key. */
public interface KeylessEndpoint {

    /** The content at a path; empty when the path belongs to another endpoint. */
    Optional<PageView> open(PageVisit visit) throws IOException;
}
