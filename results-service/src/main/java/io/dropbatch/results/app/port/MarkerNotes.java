package io.dropbatch.results.app.port;

import io.dropbatch.results.domain.MarkerNote;
import io.dropbatch.results.domain.TaskBlock;
import java.util.stream.Stream;

/** Keeps the markers of large levels that were read ahead. Notes only save time: other markers are read when needed. */
public interface MarkerNotes {

    boolean exists(TaskBlock block);

    /** The block's notes in the order of the markers' names; none when nothing was noted. The caller closes the stream. */
    Stream<MarkerNote> read(TaskBlock block);

    /** Begins notes that are invisible until they are committed. */
    RecordDraft<MarkerNote> draft(TaskBlock block);

    void delete(TaskBlock block);
}
