package io.dropbatch.scheduler.domain.pool;

import io.dropbatch.model.workload.NodeKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pool as it is requested from Batch. Workloads that ask for the same pool share it.
 *
 * @param minNodes kept when no job needs the pool
 * @param maxNodes while there is work for as many
 * @param setup absent for {@link PoolSetup#PLAIN}, also in rows of an earlier version
 * @param nodesPerTask how many nodes each of its tasks has to itself; absent for one, which tasks may share
 * @param given the id of a pool that the operator made, which is used as it is; absent for a pool of the scheduler's
 */
public record PoolSpec(
        String vmSize,
        NodeImage image,
        int minNodes,
        int maxNodes,
        int slotsPerNode,
        @Nullable String startTask,
        @Nullable PoolSetup setup,
        @Nullable String given,
        @Nullable Integer nodesPerTask) {

    /** What the ids of all pools of the scheduler begin with. */
    public static final String ID_PREFIX = "dropbatch-";

    private static final NodeImage ITS_OWN = new NodeImage("", "", "", "", "");
    private static final int HASH_CHARACTERS = 16;

    /** A pool whose nodes run tasks by themselves. */
    public PoolSpec(
            String vmSize,
            NodeImage image,
            int minNodes,
            int maxNodes,
            int slotsPerNode,
            @Nullable String startTask,
            @Nullable PoolSetup setup,
            @Nullable String given) {
        this(vmSize, image, minNodes, maxNodes, slotsPerNode, startTask, setup, given, null);
    }

    /** A plain pool. */
    public PoolSpec(
            String vmSize, NodeImage image, int minNodes, int maxNodes, int slotsPerNode, @Nullable String startTask) {
        this(vmSize, image, minNodes, maxNodes, slotsPerNode, startTask, null, null);
    }

    /** A pool that the operator made. */
    public static PoolSpec given(String id) {
        return new PoolSpec("pool " + id, ITS_OWN, 0, 1, 1, null, null, id);
    }

    public boolean madeByOperator() {
        return given != null;
    }

    /** Derived from everything else, so that equal requests share one pool. */
    public String id() {
        if (given != null) {
            return given;
        }
        List<String> wish = new ArrayList<>(List.of(
                vmSize.toLowerCase(Locale.ROOT),
                image.toString(),
                Integer.toString(minNodes),
                Integer.toString(maxNodes),
                Integer.toString(slotsPerNode),
                startTask == null ? "" : startTask));
        if (setup != null && !setup.equals(PoolSetup.PLAIN)) {
            wish.add(setup.toString());
        }
        if (isConnected()) {
            wish.add("nodes per task " + nodesPerTask);
        }
        return ID_PREFIX + sha256(String.join("\n", wish)).substring(0, HASH_CHARACTERS);
    }

    /** Whether its nodes may reach each other, because each task runs on several of them. */
    public boolean isConnected() {
        return nodesPerTask != null && nodesPerTask > 1;
    }

    /** How many nodes so many tasks keep busy. */
    public int nodesFor(int tasks, int slots) {
        if (nodesPerTask == null || nodesPerTask < 2) {
            return Math.min(maxNodes, Math.ceilDiv(tasks, Math.max(1, slots)));
        }
        // What is left over is too little for one more task.
        int atATime = Math.max(1, maxNodes / nodesPerTask);
        return Math.min(atATime, tasks) * nodesPerTask;
    }

    public PoolSetup setupOrPlain() {
        return setup == null ? PoolSetup.PLAIN : setup;
    }

    public NodeKind kind() {
        return setupOrPlain().kind();
    }

    /** The VM sizes that it may have, in order of preference. */
    public List<PoolSize> sizes() {
        List<PoolSize> sizes = new ArrayList<>();
        sizes.add(new PoolSize(vmSize, image, slotsPerNode));
        sizes.addAll(setupOrPlain().otherSizes());
        return List.copyOf(sizes);
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
