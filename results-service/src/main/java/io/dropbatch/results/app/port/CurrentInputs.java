package io.dropbatch.results.app.port;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The inputs as they are now. */
public interface CurrentInputs {

    /** One blob, by its path within the container; the ETag has no quotes. */
    record Version(String path, String etag, Instant modifiedAt) {}

    /** Everything whose name begins with the prefix; the caller closes the stream. */
    Stream<Version> list(String prefix);

    /** The ETag of a blob, or empty when there is none. */
    Optional<String> etag(String path);
}
