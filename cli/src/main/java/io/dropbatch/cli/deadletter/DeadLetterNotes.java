package io.dropbatch.cli.deadletter;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Keeps the notes in storage, one blob for each letter and action: written again, a note says the same. */
final class DeadLetterNotes {

    private static final String FOLDER = "dead-letters/";

    private final BlobStore system;

    DeadLetterNotes(BlobStore system) {
        this.system = system;
    }

    void write(DeadLetterNote note) {
        DeadLetter letter = note.letter();
        String path = "%s%s/%s-%d-%s.json"
                .formatted(
                        FOLDER,
                        letter.entity(),
                        letter.enqueuedAt().toEpochMilli(),
                        letter.number(),
                        note.action().name().toLowerCase(Locale.ROOT));
        // Who did it first did it.
        system.writeIfAbsent(path, ModelJson.writePretty(note), "application/json");
    }

    /** The newest of these, the oldest of them first. */
    List<DeadLetterNote> newest(int most) {
        try (Stream<BlobDetails> blobs = system.list(FOLDER)) {
            List<DeadLetterNote> notes = blobs.flatMap(blob -> system.read(blob.path()).stream())
                    .map(content -> ModelJson.read(content.bytes(), DeadLetterNote.class))
                    .sorted(Comparator.comparing(DeadLetterNote::at))
                    .toList();
            return notes.subList(Math.max(0, notes.size() - most), notes.size());
        }
    }
}
