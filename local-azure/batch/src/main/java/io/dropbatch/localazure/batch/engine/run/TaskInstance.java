package io.dropbatch.localazure.batch.engine.run;

import io.dropbatch.localazure.batch.engine.model.task.MultiInstance.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One node's part in a multi-instance task, as its commands see it.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-compute-node-environment-variables">Environment variables</a>
 */
public record TaskInstance(Stage stage, Map<String, String> environment) {

    private static final int PRIMARY_PORT = 6000;

    public TaskInstance {
        environment = Map.copyOf(environment);
    }

    /**
     * The part of one of a task's nodes; the task's own command runs on the first node.
     *
     * @param addresses those of all the nodes
     * @param directory the task's on this node
     */
    public static TaskInstance of(Stage stage, int index, List<String> addresses, int coresPerNode, Path directory) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AZ_BATCH_HOST_LIST", String.join(",", addresses));
        environment.put("AZ_BATCH_NODE_LIST", String.join(";", addresses));
        environment.put("AZ_BATCH_MASTER_NODE", addresses.get(0) + ":" + PRIMARY_PORT);
        environment.put("AZ_BATCH_IS_CURRENT_NODE_MASTER", Boolean.toString(index == 0));
        environment.put("AZ_BATCH_TASK_SHARED_DIR", directory.toString());
        environment.put(
                "CCP_NODES",
                addresses.stream()
                        .map(address -> " " + address + " " + coresPerNode)
                        .collect(Collectors.joining("", Integer.toString(addresses.size()), "")));
        return new TaskInstance(stage, environment);
    }
}
