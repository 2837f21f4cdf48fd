package io.dropbatch.model.layout;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;

/** Where things lie in the system container, which only services write. */
public final class SystemLayout {

    private SystemLayout() {}

    /** The head of a submission's plan. */
    public static String plan(SubmissionId submission) {
        return "plans/" + submission + "/plan.json";
    }

    /** A slice of the plan's tasks, one {@link io.dropbatch.model.plan.PlannedTask} a line; slices count from 0. */
    public static String planSlice(SubmissionId submission, int slice) {
        return "plans/%s/tasks-%05d.jsonl".formatted(submission, slice);
    }

    /** The task that splits a submission's drop, a {@link io.dropbatch.model.plan.PlannedTask}; absent when none does. */
    public static String splitTask(SubmissionId submission) {
        return "plans/" + submission + "/split.jsonl";
    }

    /** The second head of the plan of a drop that is split: it takes the place of the first once it is there. */
    public static String mapPlan(SubmissionId submission) {
        return "plans/" + submission + "/map.json";
    }

    /** The list of a plan's shared inputs, with their hashes, where there are many. */
    public static String sharedList(SubmissionId submission) {
        return "plans/" + submission + "/shared.list";
    }

    /** The files that share a job of a workload that starts on each file; windows are counted from 1. */
    public static String window(String workload, int number) {
        return "windows/%s/%08d.json".formatted(workload, number);
    }

    /** Batch's record of a finished level, one {@link io.dropbatch.model.result.TaskRecord} a line. */
    public static String levelTasks(JobId job, int level) {
        return "levels/%s/%d.tasks.jsonl".formatted(job, level);
    }

    /** The outputs of a verified level, one {@link io.dropbatch.model.result.VerifiedTask} a line. */
    public static String levelOutputs(JobId job, int level) {
        return "levels/%s/%d.outputs.jsonl".formatted(job, level);
    }

    /** The failed tasks of a verified level, one {@link io.dropbatch.model.result.TaskRecord} a line; absent for none. */
    public static String levelMissing(JobId job, int level) {
        return "levels/%s/%d.missing.jsonl".formatted(job, level);
    }

    /**
     * The tasks of a level that a retried job takes over, one {@link io.dropbatch.model.result.CarriedTask} a line; absent
     * where nothing was retried.
     */
    public static String levelCarried(JobId job, int level) {
        return "levels/%s/%d.carried.jsonl".formatted(job, level);
    }

    /** The list of inputs of one merge task. */
    public static String mergeList(JobId job, String task) {
        return "merges/%s/%s.list".formatted(job, task);
    }

    /** The list of what a round is given of the one before it; rounds count from 1. */
    public static String roundList(JobId job, int round) {
        return "rounds/%s/%d.list".formatted(job, round);
    }

    /** A script of the task harness, by the hash of its content. */
    public static String harness(String sha256, String file) {
        return "harness/" + sha256 + "/" + file;
    }
}
