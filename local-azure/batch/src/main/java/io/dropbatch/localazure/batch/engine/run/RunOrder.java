package io.dropbatch.localazure.batch.engine.run;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a node needs to know to run one command.
 *
 * @param attempt the number of earlier runs of the command
 */
public record RunOrder(
        RunPlace place,
        @Nullable BatchJobId job,
        @Nullable String task,
        @Nullable Path preparationDirectory,
        Map<String, String> commonEnvironment,
        TaskDefinition spec,
        int attempt,
        @Nullable TaskInstance instance,
        NodeShare share) {

    /** The same for another command. */
    public RunOrder with(TaskDefinition other) {
        return new RunOrder(place, job, task, preparationDirectory, commonEnvironment, other, attempt, instance, share);
    }

    /** Whether it is for the given stage of a multi-instance task. */
    public boolean isFor(MultiInstance.Stage stage) {
        return instance != null && instance.stage() == stage;
    }
}
