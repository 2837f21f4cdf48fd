package io.dropbatch.testing;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Batch account that the environment names for the contract suites, in place of one of Local Azure.
 *
 * @param key empty to sign in with the identity of the process
 */
public record NamedBatchAccount(String endpoint, String account, String key) {

    public static final String ENDPOINT = "DROPBATCH_CONTRACT_BATCH";
    public static final String ACCOUNT = "DROPBATCH_CONTRACT_BATCH_ACCOUNT";
    public static final String KEY = "DROPBATCH_CONTRACT_BATCH_KEY";

    /** How long Azure may take to give nodes, and to take them away. */
    public static final Duration PATIENCE = Duration.ofMinutes(20);

    public static @Nullable NamedBatchAccount ofEnvironment() {
        String endpoint = variable(ENDPOINT);
        if (endpoint.isEmpty()) {
            return null;
        }
        String account = variable(ACCOUNT);
        String key = variable(KEY);
        if (!key.isEmpty() && account.isEmpty()) {
            throw new IllegalStateException(KEY + " is the key of an account: name that in " + ACCOUNT);
        }
        return new NamedBatchAccount(endpoint, account, key);
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value.strip();
    }

    /** Refuses an account in which the suites would delete what somebody else made. */
    public void requireEmpty(List<String> jobs, List<String> pools) {
        if (!jobs.isEmpty() || !pools.isEmpty()) {
            throw new IllegalStateException("the account at " + endpoint + " (" + ENDPOINT + ") has jobs " + jobs
                    + " and pools " + pools + ", and a contract suite deletes all that are there: name an empty account"
                    + " in which nobody else works, or delete what an interrupted suite left");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return account + " at " + endpoint;
    }
}
