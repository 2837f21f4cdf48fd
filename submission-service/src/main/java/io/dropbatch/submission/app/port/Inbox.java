package io.dropbatch.submission.app.port;

import io.dropbatch.model.drop.DropTrigger;
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

    /** All files whose paths begin with the prefix, fetched as they are used. */
    Stream<SeenBlob> list(String prefix);

    /** The blobs right in a folder (which ends with a slash or is empty) among the first names there. */
    List<SeenBlob> firstIn(String folder, int most);

    /** Whether the status beside a trigger says that its submission has its outcome. */
    boolean hasEnded(DropTrigger trigger);

    /** The names of the folders right under the prefix, which is empty or ends with a slash. */
    List<String> folders(String prefix);
}
