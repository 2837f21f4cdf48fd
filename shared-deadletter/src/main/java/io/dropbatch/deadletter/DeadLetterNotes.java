package io.dropbatch.deadletter;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Keeps the notes in storage, one blob for each letter and action: written again, a note says the same. */
public final class DeadLetterNotes {

    private static final String FOLDER = "dead-letters/";
    private static final Pattern NAME = Pattern.compile("[0-9]+-([0-9]{1,19})-[a-z]+\\.json");
    private static final Comparator<BlobDetails> BY_TIME = Comparator.comparing(BlobDetails::lastModified);

    private final BlobStore system;

    /** @param system the container of what the services keep */
    public DeadLetterNotes(BlobStore system) {
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
    public List<DeadLetterNote> newest(int most) {
        try (Stream<BlobDetails> blobs = system.list(FOLDER)) {
            return read(blobs, most);
        }
    }

    /** What was done with the letters of these numbers, the newest last; one of a number that came again may be among them. */
    public List<DeadLetterNote> of(BusEntity entity, Set<Long> numbers, int most) {
        String folder = FOLDER + entity.name() + "/";
        try (Stream<BlobDetails> blobs = system.list(folder)) {
            return read(blobs.filter(blob -> isOfOne(blob.path().substring(folder.length()), numbers)), most);
        }
    }

    private static boolean isOfOne(String name, Set<Long> numbers) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches()
                && numbers.stream().anyMatch(number -> matcher.group(1).equals(Long.toString(number)));
    }

    /** Reads no more blobs than it returns, however many there are. */
    private List<DeadLetterNote> read(Stream<BlobDetails> blobs, int most) {
        List<BlobDetails> newest = blobs.sorted(BY_TIME.reversed()).limit(most).toList();
        return newest.stream()
                .flatMap(blob -> system.read(blob.path()).stream())
                .map(content -> ModelJson.read(content.bytes(), DeadLetterNote.class))
                .sorted(Comparator.comparing(DeadLetterNote::at))
                .toList();
    }
}
