package io.dropbatch.localazure.batch.engine.model.job;

import io.dropbatch.localazure.batch.document.RequestDocument;

/** What a job does when its tasks end. */
public record JobReactions(OnAllTasksComplete onAllTasksComplete, OnTaskFailure onTaskFailure) {

    static JobReactions read(RequestDocument job) {
        return new JobReactions(
                job.choice("onAllTasksComplete", OnAllTasksComplete.class, OnAllTasksComplete.NO_ACTION),
                job.choice("onTaskFailure", OnTaskFailure.class, OnTaskFailure.NO_ACTION));
    }

    /** The job's action when every task has completed. */
    public enum OnAllTasksComplete {
        NO_ACTION,
        TERMINATE_JOB
    }

    /** The job's action when a task has failed. */
    public enum OnTaskFailure {
        NO_ACTION,
        PERFORM_EXIT_OPTIONS_JOB_ACTION
    }
}
