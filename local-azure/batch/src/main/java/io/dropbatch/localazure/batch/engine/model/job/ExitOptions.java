package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.RequestDocument;
import org.jspecify.annotations.Nullable;

/** What follows when a task ends in a certain way: for its job, and for the tasks that depend on it. */
public record ExitOptions(
        @Nullable JobAction statedJobAction, @Nullable DependencyAction statedDependencyAction, boolean success) {

    /** What follows when the task says nothing about the way it ended. */
    static ExitOptions unstated(boolean success) {
        return new ExitOptions(null, null, success);
    }

    /** Reads options as far as they are stated; the job must make use of what they say. */
    static ExitOptions read(RequestDocument document, JobDefinition job) {
        if (document.has("jobAction") && job.onTaskFailure() == JobDefinition.OnTaskFailure.NO_ACTION) {
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

    /** What to do with the job. */
    public enum JobAction {
        NONE,
        DISABLE,
        TERMINATE
    }

    /** What to do with the tasks that depend on the one that ended. */
    public enum DependencyAction {
        SATISFY,
        BLOCK
    }
}
