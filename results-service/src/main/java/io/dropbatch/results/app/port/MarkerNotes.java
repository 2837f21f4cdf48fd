package io.dropbatch.results.app.port;

import io.dropbatch.results.domain.MarkerNote;
import io.dropbatch.results.domain.TaskBlock;
import java.util.stream.Stream;

/** What was read ahead of large levels. Notes only save time: what is not noted is read when it is needed. */
public interface MarkerNotes {

    boolean exists(TaskBlock block);

    /** The block's notes in the order of the markers' names; none when nothing was noted. The caller closes the stream. */
    Stream<MarkerNote> read(TaskBlock block);

    /** Begins notes that nobody sees until they are committed. */
    RecordDraft<MarkerNote> draft(TaskBlock block);

    void delete(TaskBlock block);
}
