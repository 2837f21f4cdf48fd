package io.dropbatch.localazure.batch.engine.node;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;

/** Starts, stops, reboots and reimages nodes. A node takes tasks only while nothing prevents it. */
public final class NodeLifecycle {

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final NodeDraining draining;
    private final JobPreparations preparations;
    private final StartTaskRunner startTasks;

    public NodeLifecycle(
            Account account,
            AccountStore store,
            NodeAgent agent,
            NodeDraining draining,
            JobPreparations preparations,
            StartTaskRunner startTasks) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.draining = draining;
        this.preparations = preparations;
        this.startTasks = startTasks;
    }

    /** Starts a node; {@code state} is its state until it is up. */
    public void boot(Node node, NodeState state) {
        node.nextLife();
        node.hinder(state, account.now());
        later(node, account.settings().bootTime(), () -> up(node));
    }

    /** Takes a node out of scheduling as its user asked, and continues when its tasks have ended. */
    void drain(Node node, NodeState state, Deallocation option, Runnable then) {
        node.nextLife();
        node.hinder(state, account.now());
        draining.empty(node, option, then);
    }

    /** Drains a node's tasks as the option says; {@code then} runs when no task is left. */
    public void empty(Node node, Deallocation option, Runnable then) {
        draining.empty(node, option, then);
    }

    void reboot(Node node) {
        preparations.again(node, false);
        boot(node, NodeState.REBOOTING);
    }

    void reimage(Node node) {
        preparations.again(node, true);
        agent.remove(node.root());
        boot(node, NodeState.REIMAGING);
    }

    void deallocate(Node node) {
        preparations.again(node, false);
        later(node, account.settings().bootTime(), () -> {
            node.hinder(NodeState.DEALLOCATED, account.now());
            store.save(node.pool());
        });
    }

    /** A reclaimed node loses its disk, keeps its name, and returns when capacity is available. */
    void preempted(Node node, Duration away) {
        preparations.again(node, true);
        agent.remove(node.root());
        later(node, away, () -> {
            boot(node, NodeState.CREATING);
            store.save(node.pool());
        });
    }

    void spoil(Node node, NodeError error) {
        node.error(error);
        drain(node, NodeState.UNUSABLE, Deallocation.REQUEUE, () -> {});
        store.save(node.pool());
    }

    /** A restart of the account reboots its nodes. */
    public void resume(Pool pool) {
        for (Node node : pool.nodes().values()) {
            NodeState state = node.hindrance();
            if (state == NodeState.REIMAGING) {
                reimage(node);
            } else if (state == NodeState.DEALLOCATING) {
                deallocate(node);
            } else if (state == NodeState.PREEMPTED) {
                preempted(node, account.settings().allocationTime());
            } else if (state == null) {
                boot(node, NodeState.STARTING);
            }
        }
    }

    /** Keeps a node that was leaving, since the resize that would have removed it was stopped. */
    public void stay(Node node) {
        node.stay(account.now());
        NodeState state = node.hindrance();
        boolean stopping = node.tasks().isEmpty() && !startTasks.stopped(node);
        if (stopping) {
            drain(node, NodeState.REBOOTING, Deallocation.TASK_COMPLETION, () -> reboot(node));
        } else if (state != null) {
            goOn(node, state);
        }
    }

    /** Does the action that the removal had replaced, such as a reboot. */
    private void goOn(Node node, NodeState state) {
        switch (state) {
            case WAITING_FOR_START_TASK, REBOOTING ->
                drain(node, NodeState.REBOOTING, Deallocation.TASK_COMPLETION, () -> reboot(node));
            case REIMAGING -> drain(node, state, Deallocation.TASK_COMPLETION, () -> reimage(node));
            case DEALLOCATING -> drain(node, state, Deallocation.TASK_COMPLETION, () -> deallocate(node));
            case PREEMPTED -> {
                Duration away = account.settings().allocationTime();
                drain(node, state, Deallocation.REQUEUE, () -> preempted(node, away));
            }
            case IDLE,
                    RUNNING,
                    CREATING,
                    STARTING,
                    START_TASK_FAILED,
                    DEALLOCATED,
                    UNUSABLE,
                    OFFLINE,
                    LEAVING_POOL -> {}
        }
    }

    /** Removes the data of a node that has left its pool. */
    public void forget(Node node) {
        preparations.forget(node);
        node.nextLife();
    }

    private void up(Node node) {
        boolean reimaged = node.hindrance() == NodeState.REIMAGING;
        node.boot(account.now());
        node.error(null);
        startTasks.begin(node);
        if (reimaged) {
            // Otherwise the next start would repeat it.
            store.save(node.pool());
        }
    }

    private void later(Node node, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
            return;
        }
        int life = node.life();
        account.changeLater(delay, () -> {
            if (node.life() == life) {
                work.run();
            }
        });
    }
}
