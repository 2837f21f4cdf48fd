package io.dropbatch.results.app.port;

import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.results.domain.StoredBlob;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what the tasks uploaded. Safe for use by several threads. */
public interface TaskOutputs {

    /** The name of the container that holds it. */
    String container();

    /** Everything whose name begins with the prefix, in the order of names; the caller closes the stream. */
    Stream<StoredBlob> list(String prefix);

    /** The content of a marker; empty when the blob is gone or is no marker. */
    Optional<TaskMarker> marker(StoredBlob blob);

    /** The content; the caller closes it. */
    Optional<InputStream> open(String path);

    /** {@code bytes} bytes of the content beginning with byte {@code from}; the caller closes it. */
    Optional<InputStream> open(String path, long from, long bytes);
}
