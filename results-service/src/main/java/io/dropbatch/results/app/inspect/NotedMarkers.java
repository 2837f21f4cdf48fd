package io.dropbatch.results.app.inspect;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.results.domain.MarkerNote;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.results.domain.TaskBlock;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up notes beside a walk over a level in the order of names, one block open and one note held at a time. */
final class NotedMarkers implements AutoCloseable {

    private final Function<TaskBlock, Stream<MarkerNote>> notes;
    private final JobId job;
    private @Nullable TaskBlock block;
    private @Nullable Stream<MarkerNote> open;
    private @Nullable Iterator<MarkerNote> unread;
    private @Nullable MarkerNote ahead;

    /** @param notes a block's, in the order of the markers' names */
    NotedMarkers(Function<TaskBlock, Stream<MarkerNote>> notes, JobId job) {
        this.notes = notes;
        this.job = job;
    }

    /** The note of exactly this version of a marker; callers ask in the order of tasks and names. */
    Optional<TaskMarker> find(TaskId task, StoredBlob marker) {
        TaskBlock needed = TaskBlock.of(job, task);
        if (!needed.equals(block)) {
            open(needed);
        }
        while (ahead != null && ahead.blob().compareTo(marker.path()) < 0) {
            ahead = pull();
        }
        return Optional.ofNullable(ahead)
                .filter(note -> note.blob().equals(marker.path()))
                .filter(note -> note.etag().equals(marker.etag()))
                .map(MarkerNote::marker);
    }

    private void open(TaskBlock needed) {
        close();
        block = needed;
        open = notes.apply(needed);
        unread = open.iterator();
        ahead = pull();
    }

    private @Nullable MarkerNote pull() {
        return unread != null && unread.hasNext() ? unread.next() : null;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}
