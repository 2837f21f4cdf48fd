package io.dropbatch.scheduler.domain.pool;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.model.workload.TaskTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns a workload's requested pool into one that this account can have.
 *
 * @param images by the names that workloads use
 * @param maxNodes what a pool may have at most; a larger request is reduced
 * @param maxConnectedNodes instead, if it is more, where each task takes several nodes
 * @param slots decides how many tasks a node runs at a time
 * @param profiles what the operator offers by name
 */
public record PoolCatalogue(
        Map<String, MarketplaceImage> images,
        int maxNodes,
        int maxConnectedNodes,
        NodeSlots slots,
        PoolProfiles profiles) {

    public PoolCatalogue {
        images = Collections.unmodifiableMap(new TreeMap<>(images));
        if (maxNodes < 1) {
            throw new IllegalArgumentException("a pool has at least one node");
        }
    }

    /** The pool of a workload whose tasks run on one node each. */
    public PoolChoice choose(PoolTemplate wish) {
        return choose(wish, 1);
    }

    /**
     * The pool of a workload.
     *
     * @param nodes that each of its tasks has to itself
     */
    public PoolChoice choose(PoolTemplate wish, int nodes) {
        if (wish.id() != null) {
            return nodes > 1 ? impossible("pool.id cannot be used, as tasks.nodes is " + nodes) : given(wish.id());
        }
        PoolChoice choice = wish.profile() == null ? plain(wish, nodes) : ofProfile(wish, wish.profile(), nodes);
        return choice instanceof PoolChoice.Chosen chosen && chosen.pool().isConnected()
                ? connected(chosen, nodes)
                : choice;
    }

    /** Batch takes such tasks in any pool and never starts them where they cannot run. */
    private static PoolChoice connected(PoolChoice.Chosen chosen, int nodes) {
        PoolSpec pool = chosen.pool();
        String asked = "tasks.nodes is " + nodes + ", but ";
        if (pool.maxNodes() < nodes) {
            return impossible(asked + "this pool may have " + pool.maxNodes()
                    + " here: ask for fewer, or ask the operator to raise dropbatch.scheduler.pool-limits");
        }
        if (pool.setupOrPlain().scaling() == ScalingMode.FORMULA) {
            return impossible(
                    asked
                            + "the pool's profile leaves its size to a formula of Batch, which counts tasks, not nodes: use another profile");
        }
        return pool.kind().hasFallback()
                ? impossible(
                        asked + "the pool's profile mixes spot and dedicated nodes, which Azure Batch does not do where"
                                + " nodes may reach each other: say pool.nodes.spot, or use another profile")
                : chosen;
    }

    private PoolChoice given(String id) {
        return profiles.sharedPools().contains(id)
                ? new PoolChoice.Chosen(PoolSpec.given(id), List.of())
                : impossible("pool.id '" + id + "' is not among the pools that the operator shares"
                        + profiles.hint().apply(id, profiles.sharedPools())
                        + " The operator shares a pool by adding it to dropbatch.pools.shared.");
    }

    private PoolChoice ofProfile(PoolTemplate wish, String name, int nodes) {
        PoolProfile profile = profiles.byName().get(name);
        if (profile == null) {
            return impossible("pool.profile '" + name + "' is not known here"
                    + profiles.hint().apply(name, profiles.byName().keySet())
                    + " The operator names profiles in dropbatch.pools.profiles.");
        }
        return chosen(wish, profile, nodes);
    }

    private PoolChoice plain(PoolTemplate wish, int nodes) {
        NodeKind kind = Objects.requireNonNullElse(wish.kind(), NodeKind.DEDICATED);
        PoolSetup setup = new PoolSetup(kind, ScalingMode.RESIZE, List.of(), null, null, null);
        String vmSize = Objects.requireNonNull(wish.vmSize());
        String image = Objects.requireNonNull(wish.image());
        return chosen(wish, new PoolProfile(List.of(vmSize), image, most(nodes), null, setup), nodes);
    }

    private PoolChoice chosen(PoolTemplate wish, PoolProfile profile, int nodes) {
        MarketplaceImage image = images.get(profile.image());
        if (image == null) {
            return impossible("pool.image '" + profile.image() + "' is not known here: use one of " + images.keySet()
                    + ", or ask the operator to add it to dropbatch.scheduler.images");
        }
        List<String> notes = new ArrayList<>();
        List<PoolSize> sizes = profile.vmSizes().stream()
                .map(vmSize -> nodes > 1
                        ? new PoolSize(vmSize, image.of(vmSize), 1)
                        : size(vmSize, image, wish.slotsPerNode(), notes))
                .toList();
        int most = Math.min(most(nodes), profile.maxNodes());
        PoolSize first = sizes.getFirst();
        PoolSpec pool = new PoolSpec(
                first.vmSize(),
                first.image(),
                Math.min(wish.minNodes(), most),
                Math.min(wish.maxNodes(), most),
                first.slots(),
                startTask(profile.startTask(), wish.startTask()),
                setup(wish, profile, sizes),
                null,
                nodes > 1 ? nodes : null);
        return new PoolChoice.Chosen(pool, notes);
    }

    private PoolSize size(String vmSize, MarketplaceImage image, @Nullable Integer wishedSlots, List<String> notes) {
        NodeSlots.Choice choice = slots.choose(vmSize, wishedSlots);
        choice.notes().stream().filter(note -> !notes.contains(note)).forEach(notes::add);
        return new PoolSize(vmSize, image.of(vmSize), choice.slots());
    }

    private int most(int nodes) {
        return nodes > 1 ? Math.min(TaskTemplate.MOST_NODES, Math.max(maxNodes, maxConnectedNodes)) : maxNodes;
    }

    private static @Nullable PoolSetup setup(PoolTemplate wish, PoolProfile profile, List<PoolSize> sizes) {
        PoolSetup of = profile.setup();
        PoolSetup setup = new PoolSetup(
                Objects.requireNonNullElse(wish.kind(), of.kind()),
                of.scaling(),
                sizes.subList(1, sizes.size()),
                of.identity(),
                of.network(),
                of.disk());
        return setup.equals(PoolSetup.PLAIN) ? null : setup;
    }

    /** The operator's first: without it the node may not be what the workload expects. */
    private static @Nullable String startTask(@Nullable String operators, @Nullable String workloads) {
        if (operators == null || workloads == null) {
            return operators == null ? workloads : operators;
        }
        return "( " + operators + "\n) && ( " + workloads + "\n)";
    }

    private static PoolChoice impossible(String words) {
        return new PoolChoice.Impossible(Failure.of(FailureCode.INVALID_WORKLOAD, words));
    }
}
