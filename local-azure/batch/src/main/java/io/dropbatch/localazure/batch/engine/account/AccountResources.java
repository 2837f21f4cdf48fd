package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.model.job.JobCommand;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobManager;
import io.dropbatch.localazure.batch.engine.model.task.ApplicationPackages;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.model.task.PackageReference;
import io.dropbatch.localazure.batch.engine.model.task.ResourceFile;
import io.dropbatch.localazure.batch.engine.model.task.TaskDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account's resources for its nodes: applications, and perhaps a storage account. */
public record AccountResources(ApplicationPackages applications, boolean autoStorage) {

    public static final AccountResources NONE = new AccountResources(ApplicationPackages.none(), false);

    /** Refuses a task that asks for a missing resource. */
    public void require(TaskDefinition task) {
        require(task.packages());
        requireFiles(task.resourceFiles());
        MultiInstance multiInstance = task.multiInstance();
        if (multiInstance != null) {
            requireFiles(multiInstance.files());
        }
    }

    private void requireFiles(List<ResourceFile> files) {
        for (ResourceFile file : files) {
            if (!autoStorage && file instanceof ResourceFile.AutoStorage wanted) {
                throw BatchError.property(
                        "autoStorageContainerName", wanted.container(), "The account has no auto storage.");
            }
        }
    }

    public void require(JobDefinition job) {
        JobManager manager = job.specialTasks().manager();
        if (manager != null) {
            require(manager.spec());
        }
        require(job.specialTasks().preparation());
        require(job.specialTasks().release());
    }

    public void require(List<PackageReference> packages) {
        for (PackageReference reference : packages) {
            if (applications.find(reference).isEmpty()) {
                throw BatchError.of(ErrorCode.InvalidApplicationPackageReferences)
                        .with("ApplicationId", reference.application())
                        .with("Version", reference.version() == null ? "default" : reference.version());
            }
        }
    }

    private void require(@Nullable JobCommand command) {
        if (command != null) {
            require(command.spec());
        }
    }
}
