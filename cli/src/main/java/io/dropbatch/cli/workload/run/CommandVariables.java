package io.dropbatch.cli.workload.run;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.TaskSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables that the author of a command meets: those of the workload and of the drop, and where things lie. */
final class CommandVariables {

    private static final String OWN = "DROPBATCH_";

    private CommandVariables() {}

    static Map<String, String> ofMap(JobSpec job, TaskSpec task, PlannedTask planned, NodeFolders folders) {
        Path working = folders.task(task.id());
        Map<String, String> variables = of(job, task, folders);
        Path inputs = working.resolve("_dropbatch/in");
        variables.put("INPUTS", inputs.toString());
        @Nullable String rows = task.environment().get("DROPBATCH_ROWS");
        if (rows != null) {
            String file = rows.split(" ", 4)[3];
            variables.put(
                    "INPUT",
                    working.resolve("_dropbatch/row/" + file.substring(file.lastIndexOf('/') + 1))
                            .toString());
        } else if (planned.inputs().size() == 1) {
            variables.put(
                    "INPUT", inputs.resolve(planned.inputs().getFirst().path()).toString());
        }
        return variables;
    }

    static Map<String, String> ofMerge(JobSpec job, TaskSpec task, NodeFolders folders) {
        Map<String, String> variables = of(job, task, folders);
        variables.put(
                "INPUTS", folders.task(task.id()).resolve("_dropbatch/merge").toString());
        return variables;
    }

    private static Map<String, String> of(JobSpec job, TaskSpec task, NodeFolders folders) {
        Map<String, String> all = new TreeMap<>(job.environment());
        all.putAll(task.environment());
        Map<String, String> variables = new TreeMap<>();
        String carried = OWN + "ENV_";
        all.forEach((name, value) -> {
            if (!name.startsWith(OWN)) {
                variables.put(name, value);
            }
        });
        // The workload's own are set last, whatever their names are.
        all.forEach((name, value) -> {
            if (name.startsWith(carried)) {
                variables.put(name.substring(carried.length()), value);
            }
        });
        if (all.containsKey("TASK_ROUND")) {
            variables.put(
                    "PREVIOUS_DIR",
                    folders.task(task.id()).resolve("_dropbatch/round").toString());
        }
        Path application = folders.preparation().resolve("_dropbatch/app");
        if (Files.exists(application)) {
            variables.put("APP_DIR", application.toString());
        }
        return variables;
    }
}
