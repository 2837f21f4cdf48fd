package io.dropbatch.model.workload;

/**
 * Repeats map and merge: each round is given what the merge of the one before wrote.
 *
 * @param max how many rounds there are at most
 * @param until the file that ends them: a merge that writes it was the last
 */
public record RoundRule(int max, String until) {

    /** So many rounds of two levels have ids. */
    public static final int MOST = 50;

    public RoundRule {
        if (max < 2 || max > MOST || until.isEmpty()) {
            throw new IllegalArgumentException("there are 2 to " + MOST + " rounds, until a file is written");
        }
    }
}
