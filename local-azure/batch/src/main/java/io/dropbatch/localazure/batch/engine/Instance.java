package io.dropbatch.localazure.batch.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One node's part in a multi-instance task, as its commands see it.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-compute-node-environment-variables">Environment variables</a>
 */
public record Instance(Stage stage, Map<String, String> environment) {

    private static final int PRIMARY_PORT = 6000;

    public Instance {
        environment = Map.copyOf(environment);
    }

    /** The first of the nodes is the one on which the task's own command runs. */
    static Instance of(Task task, List<Node> nodes, int index, Stage stage) {
        Map<String, String> environment = new LinkedHashMap<>();
        List<String> addresses =
                nodes.stream().map(node -> node.id().ipAddress()).toList();
        int cores = nodes.get(0).pool().spec().coresPerNode();
        environment.put("AZ_BATCH_HOST_LIST", String.join(",", addresses));
        environment.put("AZ_BATCH_NODE_LIST", String.join(";", addresses));
        environment.put("AZ_BATCH_MASTER_NODE", addresses.get(0) + ":" + PRIMARY_PORT);
        environment.put("AZ_BATCH_IS_CURRENT_NODE_MASTER", Boolean.toString(index == 0));
        environment.put(
                "AZ_BATCH_TASK_SHARED_DIR",
                nodes.get(index).root().resolve(task.directory()).toString());
        environment.put(
                "CCP_NODES",
                addresses.stream()
                        .map(address -> " " + address + " " + cores)
                        .collect(Collectors.joining("", Integer.toString(nodes.size()), "")));
        return new Instance(stage, environment);
    }

    /** Which of the commands runs. */
    public enum Stage {
        COORDINATION,
        APPLICATION
    }
}
