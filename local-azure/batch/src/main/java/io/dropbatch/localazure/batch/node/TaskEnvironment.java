package io.dropbatch.localazure.batch.node;

import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.engine.run.TaskInstance;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The environment of a task: Azure's variables, then the job's, then the task's, and none of this server's own.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-compute-node-environment-variables">Environment
 *     variables</a>
 */
final class TaskEnvironment {

    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String account;
    private final URI endpoint;
    private final String javaHome = System.getProperty("java.home");

    TaskEnvironment(String account, URI endpoint) {
        this.account = account;
        this.endpoint = endpoint;
    }

    Map<String, String> of(RunOrder order) {
        Path root = order.place().nodeRoot();
        Path directory = order.place().directory();
        Path wd = directory.resolve("wd");
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", javaHome + "/bin:" + SYSTEM_PATH);
        environment.put("JAVA_HOME", javaHome);
        environment.put("HOME", wd.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("TMPDIR", directory.resolve("tmp").toString());
        environment.put("AZ_BATCH_ACCOUNT_NAME", account);
        environment.put("AZ_BATCH_ACCOUNT_URL", endpoint + "/");
        environment.put("AZ_BATCH_POOL_ID", order.place().pool().value());
        environment.put("AZ_BATCH_NODE_ID", order.place().node().value());
        environment.put(
                "AZ_BATCH_NODE_IS_DEDICATED", Boolean.toString(order.place().dedicated()));
        environment.put("AZ_BATCH_NODE_ROOT_DIR", root.toString());
        environment.put("AZ_BATCH_NODE_SHARED_DIR", root.resolve("shared").toString());
        environment.put("AZ_BATCH_NODE_STARTUP_DIR", root.resolve("startup").toString());
        environment.put("AZ_BATCH_NODE_MOUNTS_DIR", root.resolve("fsmounts").toString());
        environment.put("AZ_BATCH_TASK_DIR", directory.toString());
        environment.put("AZ_BATCH_TASK_WORKING_DIR", wd.toString());
        environment.put("AZ_BATCH_CERTIFICATES_DIR", directory.resolve("certs").toString());
        BatchJobId job = order.job();
        if (job != null) {
            environment.put("AZ_BATCH_JOB_ID", job.value());
        }
        String task = order.task();
        if (task != null) {
            environment.put("AZ_BATCH_TASK_ID", task);
        }
        Path preparation = order.preparationDirectory();
        if (preparation != null) {
            environment.put("AZ_BATCH_JOB_PREP_DIR", preparation.toString());
            environment.put(
                    "AZ_BATCH_JOB_PREP_WORKING_DIR", preparation.resolve("wd").toString());
        }
        TaskInstance instance = order.instance();
        if (instance != null) {
            environment.putAll(instance.environment());
        }
        environment.putAll(order.commonEnvironment());
        environment.putAll(order.spec().environment());
        return environment;
    }
}
