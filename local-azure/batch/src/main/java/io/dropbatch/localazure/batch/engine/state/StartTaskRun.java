package io.dropbatch.localazure.batch.engine.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.engine.model.pool.StartTask;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import org.jspecify.annotations.Nullable;

/** A node's start task as it was when the node booted, and its progress. The agent owns its process. */
public final class StartTaskRun {

    private final ObjectNode source;
    private final StartTask task;
    private volatile TaskExecution execution;
    private NodeAgent.@Nullable Run process;

    public StartTaskRun(ObjectNode source, StartTask task, TaskExecution execution) {
        this.source = source;
        this.task = task;
        this.execution = execution;
    }

    /** The start task as its user described it. */
    public ObjectNode source() {
        return source;
    }

    public TaskExecution execution() {
        return execution;
    }

    public StartTask task() {
        return task;
    }

    @UnderLock
    public void become(TaskExecution next) {
        execution = next;
    }

    @UnderLock
    public void running(NodeAgent.@Nullable Run begun) {
        process = begun;
    }

    /** Ends the process if it runs; returns whether none is running. */
    public boolean stopped() {
        if (process == null) {
            return true;
        }
        process.kill();
        return false;
    }
}
