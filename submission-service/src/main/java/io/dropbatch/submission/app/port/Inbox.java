package io.dropbatch.submission.app.port;

import io.dropbatch.submission.domain.SeenBlob;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The container that users drop files into. */
public interface Inbox {

    /** The container's name. */
    String container();

    Optional<SeenBlob> find(String path);

    /** Streams a blob; the caller closes it. */
    Optional<InputStream> open(String path);

    /** All blobs whose paths begin with the prefix, fetched as they are used. */
    Stream<SeenBlob> list(String prefix);

    /** The names of the folders right under the prefix, which is empty or ends with a slash. */
    List<String> folders(String prefix);
}
