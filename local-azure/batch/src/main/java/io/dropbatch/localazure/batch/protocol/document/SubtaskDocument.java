package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.List;
import java.util.Locale;

/** Subtasks of multi-instance tasks as Azure writes them. */
public final class SubtaskDocument {

    private SubtaskDocument() {}

    public static ObjectNode write(int id, Task task, TaskStatus status, String base) {
        ObjectNode document = JsonTrees.object();
        document.put("id", id);
        document.setAll(ExecutionDocument.write(status.execution()));
        document.remove(List.of("retryCount", "requeueCount", "lastRetryTime", "lastRequeueTime"));
        document.put("state", word(status.state()));
        JsonTrees.put(document, "stateTransitionTime", status.since());
        TaskState previous = status.previous();
        JsonTrees.put(document, "previousState", previous == null ? null : word(previous));
        JsonTrees.put(document, "previousStateTransitionTime", status.previousSince());
        NodeRef node = status.node();
        if (node != null) {
            document.set("nodeInfo", TaskDocument.write(task, node, base));
        }
        return document;
    }

    /** A subtask is "preparing" in a state in which a task is still "active". */
    private static String word(TaskState state) {
        return state == TaskState.ACTIVE ? "preparing" : state.name().toLowerCase(Locale.ROOT);
    }
}
