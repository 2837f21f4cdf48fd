package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.model.task.ResourceAddresses;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.TaskAssignment.Intent;
import io.dropbatch.localazure.batch.engine.task.TaskLifecycle;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The operations of users on nodes, and the faults of nodes. */
public final class NodeService {

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final NodeLifecycle nodes;
    private final TaskLifecycle tasks;

    public NodeService(Account account, AccountStore store, NodeAgent agent, NodeLifecycle nodes, TaskLifecycle tasks) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.nodes = nodes;
        this.tasks = tasks;
    }

    public Node get(PoolId pool, NodeId node) {
        return account.node(pool, node);
    }

    public Node reboot(PoolId pool, NodeId id, RequestDocument request) {
        return takeDown(pool, id, NodeState.REBOOTING, option(request, "nodeRebootOption"), nodes::reboot);
    }

    public Node reimage(PoolId pool, NodeId id, RequestDocument request) {
        return takeDown(pool, id, NodeState.REIMAGING, option(request, "nodeReimageOption"), nodes::reimage);
    }

    public Node deallocate(PoolId pool, NodeId id, RequestDocument request) {
        return takeDown(pool, id, NodeState.DEALLOCATING, option(request, "nodeDeallocateOption"), nodes::deallocate);
    }

    private Node takeDown(PoolId pool, NodeId id, NodeState state, Deallocation option, Consumer<Node> then) {
        return change(pool, id, node -> {
            requireUp(node);
            nodes.drain(node, state, option, () -> then.accept(node));
        });
    }

    public Node start(PoolId pool, NodeId id) {
        return change(pool, id, node -> {
            if (node.state() != NodeState.DEALLOCATED) {
                throw wrong(node.state());
            }
            nodes.boot(node, NodeState.STARTING);
        });
    }

    public Node enableScheduling(PoolId pool, NodeId id) {
        return change(pool, id, node -> schedule(node, true));
    }

    public Node disableScheduling(PoolId pool, NodeId id, RequestDocument request) {
        DisableScheduling option =
                request.choice("nodeDisableSchedulingOption", DisableScheduling.class, DisableScheduling.REQUEUE);
        return change(pool, id, node -> {
            schedule(node, false);
            switch (option) {
                case REQUEUE -> tasks.stopAll(node.tasks(), Intent.REQUEUE);
                case TERMINATE -> tasks.stopAll(node.tasks(), Intent.TERMINATE);
                case TASK_COMPLETION -> {}
            }
        });
    }

    /** Azure reclaims a spot node; it returns after the given time, or after the account's allocation time. */
    public Node preempt(PoolId pool, NodeId id, @Nullable Duration away) {
        return change(pool, id, node -> {
            if (node.dedicated() || node.leaving() || node.hindrance() != null) {
                throw BatchError.of(ErrorCode.OperationInvalidForCurrentState)
                        .with("Reason", "Only a spot node that is idle or running can be preempted.");
            }
            Duration until = away == null ? account.settings().allocationTime() : away;
            nodes.drain(node, NodeState.PREEMPTED, Deallocation.REQUEUE, () -> nodes.preempted(node, until));
        });
    }

    /** A node breaks: it takes no tasks until it is rebooted, reimaged or removed. */
    public Node spoil(PoolId pool, NodeId id, NodeError error) {
        return change(pool, id, node -> {
            if (node.leaving()) {
                throw wrong(node.state());
            }
            nodes.spoil(node, error);
        });
    }

    /** Uploads the node's log to a container; returns the folder there. */
    public String uploadLogs(PoolId pool, NodeId id, RequestDocument request) {
        request.refuse("identityReference");
        URI container = ResourceAddresses.read(request, "containerUrl");
        Instant from = request.instantOrNull("startTime");
        Instant end = request.instantOrNull("endTime");
        if (from == null) {
            throw BatchError.missing("startTime");
        }
        Instant to = end == null ? account.now() : end;
        if (to.isBefore(from)) {
            throw request.invalid("endTime", "A time after startTime is expected.");
        }
        Node node = get(pool, id);
        String folder = node.pool().id() + "/" + node.id() + "/" + UUID.randomUUID();
        String log = NodeHistory.of(node, account.jobs().values(), from, to);
        agent.send(container, folder + "/agent-debug.log", log.getBytes(StandardCharsets.UTF_8));
        return folder;
    }

    private void schedule(Node node, boolean enabled) {
        if (node.schedulingEnabled() == enabled) {
            throw BatchError.of(ErrorCode.NodeAlreadyInTargetSchedulingState);
        }
        node.scheduling(enabled, account.now());
    }

    private Node change(PoolId pool, NodeId id, Consumer<Node> change) {
        return account.change(() -> {
            Node node = get(pool, id);
            change.accept(node);
            store.save(node.pool());
            return node;
        });
    }

    private static void requireUp(Node node) {
        switch (node.state()) {
            case IDLE, RUNNING, OFFLINE, START_TASK_FAILED, UNUSABLE -> {}
            default -> throw wrong(node.state());
        }
    }

    private static BatchError wrong(NodeState state) {
        BatchError error = switch (state) {
            case CREATING -> BatchError.of(ErrorCode.NodeBeingCreated);
            case STARTING, WAITING_FOR_START_TASK -> BatchError.of(ErrorCode.NodeBeingStarted);
            case REBOOTING -> BatchError.of(ErrorCode.NodeBeingRebooted);
            case REIMAGING -> BatchError.of(ErrorCode.NodeBeingReimaged);
            case UNUSABLE -> BatchError.of(ErrorCode.NodeStateUnusable);
            case IDLE, RUNNING, START_TASK_FAILED, DEALLOCATING, DEALLOCATED, PREEMPTED, OFFLINE, LEAVING_POOL ->
                BatchError.of(ErrorCode.OperationInvalidForCurrentState);
        };
        return error.with("Reason", "The node is " + state.word() + ".");
    }

    private static Deallocation option(RequestDocument request, String name) {
        return request.choice(name, Deallocation.class, Deallocation.REQUEUE);
    }

    /** What happens to the tasks of a node that is disabled. */
    public enum DisableScheduling {
        REQUEUE,
        TERMINATE,
        TASK_COMPLETION
    }
}
