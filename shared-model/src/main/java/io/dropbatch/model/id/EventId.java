package io.dropbatch.model.id;

/** The id of an event: the same fact always gets the same id, so that receivers can de-duplicate. */
public record EventId(String value) implements TextValue {

    private static final int CHARACTERS = 32;

    public EventId {
        if (value.isEmpty() || value.length() > 128) {
            throw new IllegalArgumentException("an event id has 1-128 characters");
        }
    }

    /** @param occurrence distinguishes events of one type about one subject, for instance a task's id */
    public static EventId of(String type, SubmissionId subject, String occurrence) {
        return new EventId(ShortDigest.of(CHARACTERS, type, subject.value(), occurrence));
    }

    @Override
    public String toString() {
        return value;
    }
}
