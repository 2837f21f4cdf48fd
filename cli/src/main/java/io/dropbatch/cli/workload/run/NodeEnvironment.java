package io.dropbatch.cli.workload.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node gives a program before job and task add to it: Batch's variables, and nothing of who started the test.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-compute-node-environment-variables">Environment
 *     variables</a>
 */
record NodeEnvironment(NodeFolders folders, String job) {

    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** @param task the id of the task; null for the preparation */
    Map<String, String> of(Path working, @Nullable String task) {
        String java = System.getProperty("java.home");
        Path root = folders.root();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", java + "/bin:" + SYSTEM_PATH);
        environment.put("JAVA_HOME", java);
        environment.put("HOME", working.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("TMPDIR", working.resolveSibling("tmp").toString());
        environment.put("AZ_BATCH_POOL_ID", "this-machine");
        environment.put("AZ_BATCH_NODE_ID", "this-machine");
        environment.put("AZ_BATCH_NODE_IS_DEDICATED", "true");
        environment.put("AZ_BATCH_NODE_ROOT_DIR", root.toString());
        environment.put("AZ_BATCH_NODE_SHARED_DIR", root.resolve("shared").toString());
        environment.put("AZ_BATCH_NODE_STARTUP_DIR", root.resolve("startup").toString());
        environment.put("AZ_BATCH_TASK_DIR", String.valueOf(working.getParent()));
        environment.put("AZ_BATCH_TASK_WORKING_DIR", working.toString());
        environment.put("AZ_BATCH_JOB_ID", job);
        if (task != null) {
            environment.put("AZ_BATCH_TASK_ID", task);
        }
        environment.put(
                "AZ_BATCH_JOB_PREP_DIR", String.valueOf(folders.preparation().getParent()));
        environment.put("AZ_BATCH_JOB_PREP_WORKING_DIR", folders.preparation().toString());
        return environment;
    }
}
