package io.dropbatch.results.app.inspect;

import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.results.domain.EvidenceEntry;
import io.dropbatch.results.domain.LevelEvidence;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.results.domain.TaskVerdict;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on a level's tasks in the order of their ids. Markers that were not noted before are read ahead, a
 * bounded number at a time, so that a large level needs neither much time nor much memory.
 */
public final class LevelInspection implements Iterator<TaskVerdict>, AutoCloseable {

    private static final int AHEAD = 64;

    private final Sources sources;
    private final LevelEvidence evidence;
    private final NotedMarkers noted;
    private final TaskJudge judge;
    private final StorageReaders readers;
    private @Nullable Instant lastEnd;
    private final Deque<Future<TaskVerdict>> reading = new ArrayDeque<>(AHEAD);

    /**
     * What is known of the tasks of a level, each in the order of the tasks.
     *
     * @param carried those that the job takes over
     */
    record Sources(Stream<TaskRecord> records, Stream<CarriedTask> carried, Stream<StoredBlob> listing) {}

    LevelInspection(
            InspectedLevel level, Sources sources, NotedMarkers noted, TaskJudge judge, StorageReaders readers) {
        this.sources = sources;
        this.evidence = new LevelEvidence(
                level.job(),
                level.level(),
                level.tasks(),
                seen(sources.records()),
                sources.carried().iterator(),
                sources.listing().iterator());
        this.noted = noted;
        this.judge = judge;
        this.readers = readers;
    }

    private Iterator<TaskRecord> seen(Stream<TaskRecord> all) {
        return all.peek(record -> {
                    @Nullable Instant end = record.endedAt();
                    lastEnd = end != null && (lastEnd == null || end.isAfter(lastEnd)) ? end : lastEnd;
                })
                .iterator();
    }

    /** When the last task ended of those that were looked at so far; absent while there is none. */
    public @Nullable Instant lastEnd() {
        return lastEnd;
    }

    @Override
    public boolean hasNext() {
        while (reading.size() < AHEAD && evidence.hasNext()) {
            EvidenceEntry next = evidence.next();
            Map<String, TaskMarker> known = known(next);
            reading.add(readers.read(() -> judge.judge(next, known)));
        }
        return !reading.isEmpty();
    }

    private Map<String, TaskMarker> known(EvidenceEntry next) {
        if (!(next instanceof EvidenceEntry.OfTask task)) {
            return Map.of();
        }
        Map<String, TaskMarker> known = new HashMap<>();
        for (StoredBlob marker : task.folder().markers()) {
            noted.find(task.record().task(), marker).ifPresent(said -> known.put(marker.path(), said));
        }
        return known;
    }

    @Override
    public TaskVerdict next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return StorageReaders.await(reading.removeFirst());
    }

    @Override
    public void close() {
        reading.forEach(pending -> pending.cancel(false));
        noted.close();
        sources.records().close();
        sources.carried().close();
        sources.listing().close();
    }
}
