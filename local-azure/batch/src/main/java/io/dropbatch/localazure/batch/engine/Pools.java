package io.dropbatch.localazure.batch.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.pool.PoolSpec;
import io.dropbatch.localazure.batch.engine.pool.Scaling;
import io.dropbatch.localazure.batch.engine.pool.Scaling.Deallocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What users do with pools. */
public final class Pools {

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

    private final Account account;

    public Pools(Account account) {
        this.account = account;
    }

    public Pool create(Document document) {
        PoolId id = new PoolId(document.text("id"));
        return account.change(() -> {
            if (account.pools().containsKey(id)) {
                throw BatchError.of(ErrorCode.PoolExists);
            }
            return account.poolLife().create(id, PoolSpec.read(document));
        });
    }

    public Pool get(PoolId id) {
        Pool pool = account.pools().get(id);
        if (pool == null) {
            throw BatchError.of(ErrorCode.PoolNotFound);
        }
        return pool;
    }

    public Pool delete(PoolId id, Condition condition) {
        return account.change(() -> {
            Pool pool = get(id);
            condition.check(pool.modified());
            if (!pool.deleting()) {
                account.scaler().delete(pool);
            }
            return pool;
        });
    }

    public Pool patch(PoolId id, Document changes, Condition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            ObjectNode merged = pool.spec().source().deepCopy();
            merge(merged, changes.tree());
            pool.respecify(supplied(specOf(Document.of(merged))), account.now());
            account.store().save(pool);
            return pool;
        });
    }

    /** Replaces the properties that may be replaced; those not given fall back to their defaults. */
    public Pool replaceProperties(PoolId id, Document changes) {
        return account.change(() -> {
            Pool pool = usable(id, Condition.NONE);
            ObjectNode merged = pool.spec().source().deepCopy();
            merged.remove(List.of("startTask", "metadata", "certificateReferences", "applicationPackageReferences"));
            merge(merged, changes.tree());
            pool.respecify(supplied(specOf(Document.of(merged))), account.now());
            account.store().save(pool);
            return pool;
        });
    }

    public Pool resize(PoolId id, Document request, Condition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            if (pool.spec().enableAutoScale()) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState)
                        .with("Reason", "The pool scales by formula.");
            }
            if (pool.scaling().state() != Scaling.State.STEADY) {
                throw BatchError.of(ErrorCode.PoolBeingResized);
            }
            if (!request.has("targetDedicatedNodes") && !request.has("targetLowPriorityNodes")) {
                throw BatchError.missing("targetDedicatedNodes");
            }
            Scaling scaling = pool.scaling();
            int dedicated = request.integer("targetDedicatedNodes", scaling.targetDedicated(), 0, 10_000);
            int lowPriority = request.integer("targetLowPriorityNodes", scaling.targetLowPriority(), 0, 10_000);
            pool.touch(account.now());
            account.scaler().resize(pool, dedicated, lowPriority, deallocation(request), timeout(pool, request));
            return pool;
        });
    }

    public Pool stopResize(PoolId id, Condition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            if (pool.scaling().state() != Scaling.State.RESIZING) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState);
            }
            account.scaler().stopResize(pool);
            return pool;
        });
    }

    public Pool removeNodes(PoolId id, Document request, Condition condition) {
        return account.change(() -> {
            Pool pool = usable(id, condition);
            if (pool.scaling().state() != Scaling.State.STEADY) {
                throw BatchError.of(ErrorCode.PoolBeingResized);
            }
            List<String> names = request.texts("nodeList");
            if (names.isEmpty() || names.size() > 100) {
                throw request.invalid("nodeList", "From 1 to 100 nodes are expected.");
            }
            List<Node> nodes = new ArrayList<>();
            for (String name : names) {
                nodes.add(node(pool, new NodeId(name)));
            }
            account.scaler().remove(pool, nodes, deallocation(request), timeout(pool, request));
            return pool;
        });
    }

    public Node node(PoolId id, NodeId node) {
        return node(get(id), node);
    }

    /** Loses a node, as when Azure reclaims a spot node or its host fails. */
    public void lose(PoolId id, NodeId node) {
        account.change(() -> {
            account.scaler().lose(node(get(id), node));
            return id;
        });
    }

    private static Node node(Pool pool, NodeId id) {
        Node node = pool.nodes().get(id);
        if (node == null) {
            throw BatchError.of(ErrorCode.NodeNotFound);
        }
        return node;
    }

    private PoolSpec supplied(PoolSpec spec) {
        account.supplies().require(spec.packages());
        return spec;
    }

    Pool usable(PoolId id, Condition condition) {
        Pool pool = get(id);
        condition.check(pool.modified());
        if (pool.deleting()) {
            throw BatchError.of(ErrorCode.PoolBeingDeleted);
        }
        return pool;
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(change -> {
            if (!PATCHABLE.contains(change.getKey())) {
                throw BatchError.property(change.getKey(), "", "The property cannot be changed.");
            }
            target.set(change.getKey(), change.getValue());
        });
    }

    private PoolSpec specOf(Document document) {
        PoolSpec spec = PoolSpec.read(document);
        account.agent().check(spec);
        return spec;
    }

    private static Duration timeout(Pool pool, Document request) {
        return PoolSpec.resizeTimeout(request, pool.spec().resizeTimeout());
    }

    private static Deallocation deallocation(Document request) {
        return request.choice("nodeDeallocationOption", Deallocation.class, Deallocation.REQUEUE);
    }
}
