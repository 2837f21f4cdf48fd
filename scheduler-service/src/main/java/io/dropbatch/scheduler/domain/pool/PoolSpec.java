package io.dropbatch.scheduler.domain.pool;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pool as it is requested from Batch. Workloads that ask for the same pool share it.
 *
 * @param minNodes kept when no job needs the pool
 * @param maxNodes while a job needs it
 */
public record PoolSpec(
        String vmSize,
        NodeImage image,
        int minNodes,
        int maxNodes,
        int slotsPerNode,
        @Nullable String startTask) {

    /** What the ids of all pools of the scheduler begin with. */
    public static final String ID_PREFIX = "dropbatch-";

    private static final int HASH_CHARACTERS = 16;

    /** Derived from everything else, so that equal requests share one pool. */
    public String id() {
        String wish = String.join(
                "\n",
                vmSize.toLowerCase(Locale.ROOT),
                image.toString(),
                Integer.toString(minNodes),
                Integer.toString(maxNodes),
                Integer.toString(slotsPerNode),
                startTask == null ? "" : startTask);
        return ID_PREFIX + sha256(wish).substring(0, HASH_CHARACTERS);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
