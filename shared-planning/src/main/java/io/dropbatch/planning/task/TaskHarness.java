package io.dropbatch.planning.task;

import io.dropbatch.model.layout.SystemLayout;
import java.util.List;

/**
 * The scripts that Batch runs and that run the user's commands; their README is the contract.
 *
 * @param sha256 of both scripts together: nodes never mix two versions
 */
public record TaskHarness(String sha256) {

    public static final String PREPARE = "prepare.sh";
    public static final String TASK = "task.sh";

    /** Quoted as in Batch's samples: how a node splits a command line with escapes is documented nowhere. */
    public static final String PREPARE_COMMAND = "/bin/sh -c 'exec /bin/sh _dropbatch/" + PREPARE + "'";

    public static final String TASK_COMMAND =
            "/bin/sh -c '. \"$AZ_BATCH_JOB_PREP_WORKING_DIR/_dropbatch/" + TASK + "\"'";

    /** Runs on each node of a task that has several, before {@link #TASK_COMMAND} runs on the first of them. */
    public static final String COORDINATION_COMMAND =
            "/bin/sh -c 'DROPBATCH_STAGE=coordination; . \"$AZ_BATCH_JOB_PREP_WORKING_DIR/_dropbatch/" + TASK + "\"'";

    /** Leaves of the preparation only its logs: the node's disk is as the job found it. */
    public static final String RELEASE_COMMAND =
            "/bin/sh -c 'cd -- \"${AZ_BATCH_JOB_PREP_WORKING_DIR:?}\" && rm -rf -- _dropbatch app shared'";

    /** What the harness stages for upload, relative to the task's working directory. */
    public static final String STAGED = "_dropbatch/up/**/*";

    List<FileSource> files() {
        return List.of(file(PREPARE), file(TASK));
    }

    /** Where a script lies within the system container. */
    public String blob(String script) {
        return SystemLayout.harness(sha256, script);
    }

    private FileSource file(String script) {
        return new FileSource.OneBlob(ContainerRole.SYSTEM, blob(script), "_dropbatch/" + script);
    }
}
