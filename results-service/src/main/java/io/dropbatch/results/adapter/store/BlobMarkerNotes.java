package io.dropbatch.results.adapter.store;

import io.dropbatch.results.app.port.MarkerNotes;
import io.dropbatch.results.app.port.RecordDraft;
import io.dropbatch.results.domain.MarkerNote;
import io.dropbatch.results.domain.TaskBlock;
import io.dropbatch.store.BlobStore;
import java.util.Locale;
import java.util.stream.Stream;

/** Keeps notes in the system container, one blob for each block, beside the records of the level. */
public final class BlobMarkerNotes implements MarkerNotes {

    private final BlobStore system;

    public BlobMarkerNotes(BlobStore system) {
        this.system = system;
    }

    @Override
    public boolean exists(TaskBlock block) {
        return system.facts(pathOf(block)).isPresent();
    }

    @Override
    public Stream<MarkerNote> read(TaskBlock block) {
        return JsonLines.read(system, pathOf(block), MarkerNote.class);
    }

    @Override
    public RecordDraft<MarkerNote> draft(TaskBlock block) {
        return new JsonLinesDraft<>(system, pathOf(block));
    }

    @Override
    public void delete(TaskBlock block) {
        system.delete(pathOf(block));
    }

    private static String pathOf(TaskBlock block) {
        return String.format(
                Locale.ROOT, "levels/%s/%d.markers-%05d.jsonl", block.job(), block.level(), block.number());
    }
}
