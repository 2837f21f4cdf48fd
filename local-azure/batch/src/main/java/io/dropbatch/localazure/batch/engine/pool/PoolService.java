package io.dropbatch.localazure.batch.engine.pool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.model.pool.PoolTargets;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The operations of users on pools. */
public final class PoolService {

    private static final List<String> PATCHABLE = List.of(
            "startTask",
            "metadata",
            "applicationPackageReferences",
            "certificateReferences",
            "targetNodeCommunicationMode",
            "displayName",
            "taskSlotsPerNode",
            "taskSchedulingPolicy",
            "virtualMachineConfiguration",
            "vmSize",
            "upgradePolicy",
            "resourceTags",
            "userAccounts",
            "mountConfiguration",
            "networkConfiguration",
            "enableInterNodeCommunication");

    /**
     * @see <a href="https://learn.microsoft.com/azure/batch/batch-pool-update-properties">Update Batch pool properties</a>
     */
    private static final List<String> WHEN_EMPTY = List.of(
            "taskSlotsPerNode", "virtualMachineConfiguration", "vmSize", "networkConfiguration", "mountConfiguration");

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final PoolLifecycle pools;
    private final PoolScaler scaler;

    public PoolService(Account account, AccountStore store, NodeAgent agent, PoolLifecycle pools, PoolScaler scaler) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.pools = pools;
        this.scaler = scaler;
    }

    public Pool create(RequestDocument document) {
        PoolId id = new PoolId(document.text("id"));
        return account.change(() -> {
            if (account.pools().containsKey(id)) {
                throw BatchError.of(ErrorCode.PoolExists);
            }
            return pools.create(id, PoolDefinition.read(document));
        });
    }

    public Pool get(PoolId id) {
        return account.pool(id);
    }

    public Pool delete(PoolId id, UpdateCondition condition) {
        return account.change(() -> {
            Pool pool = get(id);
            condition.check(pool.modified());
            if (!pool.deleting()) {
                scaler.delete(pool);
            }
            return pool;
        });
    }

    public Pool patch(PoolId id, RequestDocument changes, UpdateCondition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            refuseUnlessEmpty(pool, changes);
            ObjectNode merged = pool.spec().source().deepCopy();
            merge(merged, changes.tree());
            pool.respecify(supplied(specOf(RequestDocument.of(merged))), account.now());
            store.save(pool);
            return pool;
        });
    }

    /** Replaces the replaceable properties; absent ones get their defaults. */
    public Pool replaceProperties(PoolId id, RequestDocument changes) {
        return account.change(() -> {
            Pool pool = usable(id, UpdateCondition.NONE);
            ObjectNode merged = pool.spec().source().deepCopy();
            merged.remove(List.of("startTask", "metadata", "certificateReferences", "applicationPackageReferences"));
            merge(merged, changes.tree());
            pool.respecify(supplied(specOf(RequestDocument.of(merged))), account.now());
            store.save(pool);
            return pool;
        });
    }

    public Pool resize(PoolId id, RequestDocument request, UpdateCondition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            if (pool.spec().autoScaling().enabled()) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState)
                        .with("Reason", "The pool scales by formula.");
            }
            if (pool.scaling().state() != PoolScaling.State.STEADY) {
                throw BatchError.of(ErrorCode.PoolBeingResized);
            }
            if (!request.has("targetDedicatedNodes") && !request.has("targetLowPriorityNodes")) {
                throw BatchError.missing("targetDedicatedNodes");
            }
            PoolScaling scaling = pool.scaling();
            int dedicated = request.integer("targetDedicatedNodes", scaling.targetDedicated(), 0, 10_000);
            int lowPriority = request.integer("targetLowPriorityNodes", scaling.targetLowPriority(), 0, 10_000);
            if (pool.spec().interNodeCommunication() && dedicated > 0 && lowPriority > 0) {
                throw request.invalid("targetLowPriorityNodes", PoolDefinition.NOT_BOTH);
            }
            pool.touch(account.now());
            scaler.resize(pool, dedicated, lowPriority, deallocation(request), timeout(pool, request));
            return pool;
        });
    }

    public Pool stopResize(PoolId id, UpdateCondition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            if (pool.scaling().state() != PoolScaling.State.RESIZING) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState);
            }
            scaler.stopResize(pool);
            return pool;
        });
    }

    public Pool removeNodes(PoolId id, RequestDocument request, UpdateCondition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            if (pool.scaling().state() != PoolScaling.State.STEADY) {
                throw BatchError.of(ErrorCode.PoolBeingResized);
            }
            List<String> names = request.texts("nodeList");
            if (names.isEmpty() || names.size() > 100) {
                throw request.invalid("nodeList", "From 1 to 100 nodes are expected.");
            }
            List<Node> nodes = new ArrayList<>();
            for (String name : names) {
                nodes.add(account.node(pool.id(), new NodeId(name)));
            }
            scaler.remove(pool, nodes, deallocation(request), timeout(pool, request));
            return pool;
        });
    }

    public Node node(PoolId id, NodeId node) {
        return account.node(id, node);
    }

    /** Loses a node, as when Azure reclaims a spot node or its host fails. */
    public void lose(PoolId id, NodeId node) {
        account.change(() -> {
            scaler.lose(account.node(id, node));
            return id;
        });
    }

    /** Loses a node after a while, if it still exists. */
    void loseLater(NodeRef place, Duration delay) {
        account.changeLater(delay, () -> account.node(place).ifPresent(scaler::lose));
    }

    private PoolDefinition supplied(PoolDefinition spec) {
        account.settings().resources().require(spec.packages());
        return spec;
    }

    Pool usable(PoolId id, UpdateCondition condition) {
        Pool pool = get(id);
        condition.check(pool.modified());
        if (pool.deleting()) {
            throw BatchError.of(ErrorCode.PoolBeingDeleted);
        }
        return pool;
    }

    /** What decides how nodes are made can be changed only when there are none. */
    private static void refuseUnlessEmpty(Pool pool, RequestDocument changes) {
        boolean empty = pool.nodes().isEmpty() && pool.scaling().state() == PoolScaling.State.STEADY;
        if (!empty && WHEN_EMPTY.stream().anyMatch(changes::has)) {
            throw BatchError.of(ErrorCode.OperationInvalidForCurrentState)
                    .with("Reason", "The pool has to be steady and to have no nodes.");
        }
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(change -> {
            if (!PATCHABLE.contains(change.getKey())) {
                throw BatchError.property(change.getKey(), "", "The property cannot be changed.");
            }
            target.set(change.getKey(), change.getValue());
        });
    }

    private PoolDefinition specOf(RequestDocument document) {
        PoolDefinition spec = PoolDefinition.read(document);
        agent.check(spec);
        return spec;
    }

    private static Duration timeout(Pool pool, RequestDocument request) {
        return PoolTargets.resizeTimeout(request, pool.spec().targets().resizeTimeout());
    }

    private static Deallocation deallocation(RequestDocument request) {
        return request.choice("nodeDeallocationOption", Deallocation.class, Deallocation.REQUEUE);
    }
}
