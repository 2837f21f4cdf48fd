package io.dropbatch.results.app.port;

import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.results.domain.StoredBlob;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tasks uploaded. Safe for use by several threads. */
public interface TaskOutputs {

    /** The name of the container that holds it. */
    String container();

    /** Everything whose name begins with the prefix, in the order of names; the caller closes the stream. */
    Stream<StoredBlob> list(String prefix);

    /** What a marker says; empty when it is gone or no marker at all. */
    Optional<TaskMarker> marker(StoredBlob blob);

    /** The content; the caller closes it. */
    Optional<InputStream> open(String path);
}
