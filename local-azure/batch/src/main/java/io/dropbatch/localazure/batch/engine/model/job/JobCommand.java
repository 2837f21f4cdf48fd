package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import org.jspecify.annotations.Nullable;

/** A job's preparation or release task: a command that runs once on each node the job uses. */
public record JobCommand(String id, TaskDefinition spec, boolean waitForSuccess, boolean rerunAfterReboot) {

    /** Refuses a task that has the name of a job's command. */
    public static void refuseNameOf(@Nullable JobCommand command, BatchTaskId id, ErrorCode code) {
        if (command != null && command.id().equalsIgnoreCase(id.value())) {
            throw BatchError.of(code);
        }
    }

    static @Nullable JobCommand preparation(RequestDocument job) {
        RequestDocument document = job.object("jobPreparationTask").orElse(null);
        if (document == null) {
            return null;
        }
        return new JobCommand(
                new BatchTaskId(document.text("id", "jobpreparation")).value(),
                TaskDefinition.preparation(document),
                document.flag("waitForSuccess", true),
                document.flag("rerunOnNodeRebootAfterSuccess", true));
    }

    static @Nullable JobCommand release(RequestDocument job) {
        RequestDocument document = job.object("jobReleaseTask").orElse(null);
        if (document == null) {
            return null;
        }
        return new JobCommand(
                new BatchTaskId(document.text("id", "jobrelease")).value(),
                TaskDefinition.release(document),
                true,
                false);
    }
}
