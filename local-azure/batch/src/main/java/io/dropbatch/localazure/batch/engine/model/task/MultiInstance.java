package io.dropbatch.localazure.batch.engine.model.task;

import io.dropbatch.localazure.batch.document.RequestDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task runs on several nodes at once: a coordination command on each node, then the task's own command on one.
 *
 * @param files the files that each node gets, beside the task's working directory, before its coordination command
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-mpi">Multi-instance tasks</a>
 */
public record MultiInstance(int instances, String coordination, List<ResourceFile> files) {

    public static final int MOST_NODES = 10_000;
    private static final String PROPERTY = "multiInstanceSettings";

    public MultiInstance {
        files = List.copyOf(files);
    }

    static @Nullable MultiInstance read(RequestDocument task) {
        RequestDocument document = task.object(PROPERTY).orElse(null);
        if (document == null) {
            return null;
        }
        if (task.integer("requiredSlots", 1, 1, TaskDefinition.MOST_SLOTS) != 1) {
            throw task.invalid("requiredSlots", "A multi-instance task takes one slot of each of its nodes.");
        }
        return new MultiInstance(
                document.integer("numberOfInstances", 1, 1, MOST_NODES),
                document.text("coordinationCommandLine"),
                ResourceFile.readAll(document, "commonResourceFiles"));
    }

    /** The stage of a run: which command runs. */
    public enum Stage {
        COORDINATION,
        APPLICATION
    }
}
