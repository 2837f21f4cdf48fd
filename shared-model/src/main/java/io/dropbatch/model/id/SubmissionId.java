package io.dropbatch.model.id;

import java.util.regex.Pattern;

/**
 * Names one accepted or rejected drop: the workload and a hash of where its trigger lies and which version of it was
 * seen. The same trigger seen twice is one submission; a trigger uploaded again is a new one.
 */
public record SubmissionId(String value) implements TextValue {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}-[a-z2-7]{20}");
    private static final int HASH_CHARACTERS = 20;

    public SubmissionId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("not a submission id: " + printable(value));
        }
    }

    /**
     * Derives the id of a drop.
     *
     * @param folder the first folder of the trigger's path; when it is no workload name, the id begins with "unknown"
     * @param etag the trigger's ETag; quotes around it are ignored
     */
    public static SubmissionId of(String folder, String container, String triggerPath, String etag) {
        String prefix = WorkloadName.isLegal(folder) ? folder : "unknown";
        return new SubmissionId(
                prefix + "-" + ShortDigest.of(HASH_CHARACTERS, container, triggerPath, etag.replace("\"", "")));
    }

    /** The workload's name, which is everything before the hash. */
    public WorkloadName workload() {
        return new WorkloadName(value.substring(0, value.length() - HASH_CHARACTERS - 1));
    }

    public static boolean isLegal(String value) {
        return LEGAL.matcher(value).matches();
    }

    private static String printable(String text) {
        String head = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return head.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return value;
    }
}
