package io.dropbatch.results.app.inspect;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.results.app.port.MarkerNotes;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.MarkerNote;
import io.dropbatch.results.domain.RecentValues;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.results.domain.TaskBlock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Reads the markers of a large level while the level runs, a block at a time, so that its end need not wait for all of
 * them. Tasks end roughly in the order of their ids: a block is read once as many tasks have ended as there are up to
 * the end of the one after it. Markers that are missed are read when the level is verified.
 */
public final class ReadAhead {

    private static final int AHEAD = 64;

    private final TaskOutputs outputs;
    private final MarkerNotes notes;
    private final VerifiedLevels verified;
    private final StorageReaders readers;
    private final int largeLevel;
    private final RecentValues<String, Integer> asked = new RecentValues<>();

    /** @param largeLevel the smallest number of tasks for which reading ahead is worth its cost */
    public ReadAhead(
            TaskOutputs outputs, MarkerNotes notes, VerifiedLevels verified, StorageReaders readers, int largeLevel) {
        this.outputs = outputs;
        this.notes = notes;
        this.verified = verified;
        this.readers = readers;
        this.largeLevel = largeLevel;
    }

    /** Sends commands for the blocks that have probably ended. */
    public HandlerResult progressed(JobProgressed fact) {
        if (fact.total() < largeLevel) {
            return HandlerResult.none();
        }
        int ended = fact.completed() / TaskBlock.TASKS - 1;
        String level = fact.job() + ":" + fact.level();
        int before = asked.find(level).orElse(0);
        HandlerResult all = HandlerResult.none();
        for (int number = before; number < ended; number++) {
            TaskBlock block = new TaskBlock(fact.job(), fact.level(), number);
            all = all.and(HandlerResult.command(new ResultsCommand.ReadMarkers(block)));
        }
        asked.put(level, Math.max(before, ended));
        return all;
    }

    /** Reads a block's markers and notes what they say, unless that was done or the level is verified. */
    public HandlerResult read(ResultsCommand.ReadMarkers command) {
        TaskBlock block = command.block();
        if (!verified.exists(block.job(), block.level()) && !notes.exists(block)) {
            read(block);
        }
        return HandlerResult.none();
    }

    private void read(TaskBlock block) {
        Deque<Future<Optional<MarkerNote>>> reading = new ArrayDeque<>(AHEAD);
        try (Stream<StoredBlob> listing = outputs.list(block.prefix());
                RecordDraft<MarkerNote> draft = notes.draft(block)) {
            Iterator<StoredBlob> markers =
                    listing.filter(blob -> isMarker(blob, block)).iterator();
            while (markers.hasNext()) {
                if (reading.size() == AHEAD) {
                    StorageReaders.await(reading.removeFirst()).ifPresent(draft::add);
                }
                StoredBlob marker = markers.next();
                reading.add(readers.read(() -> note(marker)));
            }
            for (Future<Optional<MarkerNote>> last : reading) {
                StorageReaders.await(last).ifPresent(draft::add);
            }
            draft.commit();
        }
    }

    private Optional<MarkerNote> note(StoredBlob marker) {
        return outputs.marker(marker).map(read -> new MarkerNote(marker.path(), marker.etag(), read));
    }

    private static boolean isMarker(StoredBlob blob, TaskBlock block) {
        return blob.path().endsWith(OutputLayout.MARKER)
                && OutputLayout.parseMarker(blob.path())
                        .filter(marker -> block.contains(marker.task()))
                        .isPresent();
    }

    /** The notes of a level's markers; a small level has none, and none are looked up. */
    NotedMarkers noted(InspectedLevel level) {
        return new NotedMarkers(level.tasks() < largeLevel ? block -> Stream.empty() : notes::read, level.job());
    }

    /** Drops the notes of a verified level. */
    public void done(LevelCompleted level) {
        if (level.tasks() >= largeLevel) {
            for (int number = 0; number <= level.tasks() / TaskBlock.TASKS; number++) {
                notes.delete(new TaskBlock(level.job(), level.level(), number));
            }
        }
    }
}
