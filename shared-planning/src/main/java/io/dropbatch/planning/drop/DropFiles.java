package io.dropbatch.planning.drop;

import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of drops, wherever they lie. */
public interface DropFiles {

    Optional<SeenBlob> find(String path);

    /** Streams a file; the caller closes it. */
    Optional<InputStream> open(String path);

    /** All files whose paths begin with the prefix, fetched as they are used. */
    Stream<SeenBlob> list(String prefix);
}
