package io.dropbatch.model.id;

import java.util.regex.Pattern;

/**
 * Names one accepted or rejected drop: the workload and a hash of where its trigger lies and which version of it was
 * seen. The same trigger seen twice is one submission; a trigger uploaded again is a new one. Of a workload that starts
 * on each file, every file is a submission, and the jobs that they share are named likewise.
 */
public record SubmissionId(String value) implements TextValue {

    private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,29}-[a-z2-7]{20}");
    private static final int HASH_CHARACTERS = 20;

    /** What the hash of a rolling job begins with; the bus delivers the tasks of such jobs by it. */
    private static final String ROLLING = "rolling";

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
        String hash = ShortDigest.of(HASH_CHARACTERS, container, triggerPath, etag.replace("\"", ""));
        return new SubmissionId(
                prefix + "-" + (hash.startsWith(ROLLING) ? ShortDigest.of(HASH_CHARACTERS, hash) : hash));
    }

    /**
     * Derives the id of a job that files share which arrived one by one.
     *
     * @param window tells it from all others of the workload
     */
    public static SubmissionId rolling(String folder, String container, String window) {
        String prefix = WorkloadName.isLegal(folder) ? folder : "unknown";
        String hash = ShortDigest.of(HASH_CHARACTERS - ROLLING.length(), container, folder, window);
        return new SubmissionId(prefix + "-" + ROLLING + hash);
    }

    /** What the ids of all rolling jobs of a workload begin with. */
    public static String rollingPrefix(WorkloadName workload) {
        return workload.value() + "-" + ROLLING;
    }

    /** Whether this is a job of files with submissions of their own. */
    public boolean isRolling() {
        return value.startsWith(ROLLING, value.length() - HASH_CHARACTERS);
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
