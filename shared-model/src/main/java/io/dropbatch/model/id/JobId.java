package io.dropbatch.model.id;

/** The id of a Batch job: the n-th attempt at a submission, {@code <submission>-<n>}; at most 64 characters. */
public record JobId(String value) implements TextValue {

    public JobId {
        int dash = value.lastIndexOf('-');
        if (dash < 1 || !value.substring(dash + 1).matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("not a job id: <submission>-<attempt> expected");
        }
        new SubmissionId(value.substring(0, dash));
    }

    /** The job of the given attempt, counted from 1. */
    public static JobId of(SubmissionId submission, int attempt) {
        return new JobId(submission.value() + "-" + attempt);
    }

    public SubmissionId submission() {
        return new SubmissionId(value.substring(0, value.lastIndexOf('-')));
    }

    /** Counted from 1. */
    public int attempt() {
        return Integer.parseInt(value.substring(value.lastIndexOf('-') + 1));
    }

    @Override
    public String toString() {
        return value;
    }
}
