package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.RequestDocument;
import org.jspecify.annotations.Nullable;

/** The effect of a way to end: on the task's job, and on the tasks that depend on it. */
public record ExitOptions(
        @Nullable JobAction statedJobAction, @Nullable DependencyAction statedDependencyAction, boolean success) {

    /** The options when the task has none for the way it ended. */
    static ExitOptions unstated(boolean success) {
        return new ExitOptions(null, null, success);
    }

    /** Reads the stated options; the job must use the features that they name. */
    static ExitOptions read(RequestDocument document, JobDefinition job) {
        if (document.has("jobAction") && job.reactions().onTaskFailure() == JobReactions.OnTaskFailure.NO_ACTION) {
            throw document.invalid("jobAction", "The job's onTaskFailure is noaction.");
        }
        if (document.has("dependencyAction") && !job.usesTaskDependencies()) {
            throw document.invalid("dependencyAction", "The job's usesTaskDependencies is not true.");
        }
        return new ExitOptions(
                document.choiceOrNull("jobAction", JobAction.class),
                document.choiceOrNull("dependencyAction", DependencyAction.class),
                false);
    }

    ExitOptions forExitCode(int code) {
        return new ExitOptions(statedJobAction, statedDependencyAction, code == 0);
    }

    public JobAction jobAction() {
        JobAction otherwise = success ? JobAction.NONE : JobAction.TERMINATE;
        return statedJobAction == null ? otherwise : statedJobAction;
    }

    public DependencyAction dependencyAction() {
        DependencyAction otherwise = success ? DependencyAction.SATISFY : DependencyAction.BLOCK;
        return statedDependencyAction == null ? otherwise : statedDependencyAction;
    }

    /** The action on the job. */
    public enum JobAction {
        NONE,
        DISABLE,
        TERMINATE
    }

    /** The action on the tasks that depend on the one that ended. */
    public enum DependencyAction {
        SATISFY,
        BLOCK
    }
}
