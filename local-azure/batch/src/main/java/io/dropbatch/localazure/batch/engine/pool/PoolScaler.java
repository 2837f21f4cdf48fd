package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.UsageArchive;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.ResizeError;
import io.dropbatch.localazure.batch.engine.node.NodeLifecycle;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Allocates and removes nodes until a pool has its target size. */
public final class PoolScaler {

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final NodeLifecycle nodes;
    private final UsageArchive archive;
    private final FaultInjection faults;
    private final SecureRandom random = new SecureRandom();

    public PoolScaler(
            Account account,
            AccountStore store,
            NodeAgent agent,
            NodeLifecycle nodes,
            UsageArchive archive,
            FaultInjection faults) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.nodes = nodes;
        this.archive = archive;
        this.faults = faults;
    }

    void resize(Pool pool, int dedicated, int lowPriority, Deallocation deallocation) {
        resize(pool, dedicated, lowPriority, deallocation, pool.spec().targets().resizeTimeout());
    }

    void resize(Pool pool, int dedicated, int lowPriority, Deallocation deallocation, Duration timeout) {
        pool.scale(PoolScaling.resizing(dedicated, lowPriority, deallocation, account.now())
                .evaluated(pool.scaling().autoScaleRun()));
        store.save(pool);
        begin(pool, timeout);
    }

    /** Continues the unfinished work of the previous run. */
    public void resume(Pool pool) {
        if (pool.deleting()) {
            delete(pool);
        } else if (pool.scaling().state() != PoolScaling.State.STEADY) {
            pool.nodes().values().stream()
                    .filter(Node::leaving)
                    .toList()
                    .forEach(node -> leave(node, pool.scaling().deallocation()));
            begin(pool, pool.spec().targets().resizeTimeout());
        }
    }

    void stopResize(Pool pool) {
        end(pool, List.of(new ResizeError("ResizeStopped", "The resize was stopped by the user.")));
    }

    void delete(Pool pool) {
        pool.delete(account.now());
        store.save(pool);
        for (Node node : List.copyOf(pool.nodes().values())) {
            leave(node, Deallocation.REQUEUE);
        }
        settle(pool);
    }

    void remove(Pool pool, List<Node> nodes, Deallocation deallocation, Duration timeout) {
        PoolScaling scaling = pool.scaling();
        int dedicated = (int) nodes.stream().filter(Node::dedicated).count();
        pool.scale(PoolScaling.resizing(
                        Math.max(0, scaling.targetDedicated() - dedicated),
                        Math.max(0, scaling.targetLowPriority() - (nodes.size() - dedicated)),
                        deallocation,
                        account.now())
                .evaluated(scaling.autoScaleRun()));
        nodes.forEach(node -> leave(node, deallocation));
        store.save(pool);
        limit(pool, timeout);
        settle(pool);
    }

    /** Removes a node at once, as when Azure reclaims it; the pool replaces it. */
    void lose(Node node) {
        leave(node, Deallocation.REQUEUE);
        PoolScaling scaling = node.pool().scaling();
        settle(node.pool());
        resize(node.pool(), scaling.targetDedicated(), scaling.targetLowPriority(), scaling.deallocation());
    }

    /** Removes leaving nodes without runs, and the pool itself when it is being deleted. */
    public void settle(Pool pool) {
        if (pool.scaling().state() == PoolScaling.State.STEADY && !pool.deleting()) {
            return;
        }
        if (pool.deleting() && pool.nodes().isEmpty()) {
            // Another pool with the same name may exist now.
            if (account.pools().remove(pool.id(), pool)) {
                archive.remove(pool);
                agent.remove(account.settings().nodesFolder().resolve(pool.id().value()));
            }
            return;
        }
        if (!pool.deleting() && reached(pool)) {
            pool.scale(pool.scaling().steady(account.now()));
            store.save(pool);
        }
    }

    private void begin(Pool pool, Duration timeout) {
        Instant since = pool.scaling().since();
        limit(pool, timeout);
        account.changeLater(account.settings().allocationTime(), () -> {
            if (pool.scaling().since().equals(since)) {
                apply(pool);
            }
        });
    }

    /** Stops a resize that exceeds its timeout; the pool keeps its current size. */
    private void limit(Pool pool, Duration timeout) {
        Instant since = pool.scaling().since();
        account.changeLater(timeout, () -> {
            PoolScaling scaling = pool.scaling();
            if (!pool.deleting()
                    && scaling.state() == PoolScaling.State.RESIZING
                    && scaling.since().equals(since)) {
                end(
                        pool,
                        List.of(new ResizeError(
                                "AllocationTimedout",
                                "Desired number of nodes could not be reached before the resize timeout.")));
            }
        });
    }

    private void end(Pool pool, List<ResizeError> why) {
        for (Node node : pool.nodes().values()) {
            if (node.leaving()) {
                nodes.stay(node);
            }
        }
        pool.scale(pool.scaling().failed(why).steady(account.now()));
        store.save(pool);
    }

    private void drop(Node node) {
        nodes.forget(node);
        node.pool().count(node, account.now());
        node.pool().remove(node);
        agent.remove(node.root());
    }

    private static boolean reached(Pool pool) {
        boolean full = pool.current(true) == pool.scaling().targetDedicated()
                && pool.current(false) == pool.scaling().targetLowPriority();
        boolean failed = !pool.scaling().errors().isEmpty();
        return (full || failed) && !pool.anyLeaving();
    }

    private void apply(Pool pool) {
        if (pool.deleting() || pool.scaling().state() == PoolScaling.State.STEADY) {
            return;
        }
        shrink(pool, true);
        shrink(pool, false);
        List<ResizeError> errors = new ArrayList<>();
        grow(pool, true, errors);
        grow(pool, false, errors);
        pool.scale(pool.scaling().failed(errors));
        store.save(pool);
        settle(pool);
    }

    private void shrink(Pool pool, boolean dedicated) {
        List<Node> candidates = pool.leastBusy(dedicated);
        int surplus = candidates.size() - pool.scaling().target(dedicated);
        for (int i = 0; i < surplus; i++) {
            leave(candidates.get(i), pool.scaling().deallocation());
        }
    }

    private void grow(Pool pool, boolean dedicated, List<ResizeError> errors) {
        int missing =
                pool.scaling().target(dedicated) - pool.leastBusy(dedicated).size();
        boolean unavailable =
                missing > 0 && faults.strikes(FaultInjection.Kind.NO_CAPACITY, FaultOccasion.of(pool.id()));
        if (unavailable) {
            return;
        }
        int cores = coresInUse();
        for (int i = 0; i < missing; i++) {
            cores += pool.spec().coresPerNode();
            boolean refused = faults.strikes(FaultInjection.Kind.CORE_QUOTA, FaultOccasion.of(pool.id()));
            if (refused || cores > account.settings().quotas().cores()) {
                errors.add(new ResizeError(
                        dedicated ? "AccountCoreQuotaReached" : "AccountLowPriorityCoreQuotaReached",
                        "The core quota of the account has been reached."));
                return;
            }
            Node node = allocate(pool, dedicated);
            pool.add(node);
            nodes.boot(node, NodeState.CREATING);
        }
    }

    private int coresInUse() {
        return account.pools().values().stream()
                .mapToInt(pool -> pool.nodes().size() * pool.spec().coresPerNode())
                .sum();
    }

    private Node allocate(Pool pool, boolean dedicated) {
        byte[] bits = new byte[8];
        random.nextBytes(bits);
        NodeId id = new NodeId("tvmps_" + HexFormat.of().formatHex(bits) + (dedicated ? "_d" : "_p"));
        return new Node(id, pool, dedicated, root(pool, id), account.now());
    }

    private Path root(Pool pool, NodeId id) {
        return account.settings().nodesFolder().resolve(pool.id().value()).resolve(id.value());
    }

    private void leave(Node node, Deallocation deallocation) {
        node.leave(account.now());
        nodes.empty(node, deallocation, () -> drop(node));
    }
}
