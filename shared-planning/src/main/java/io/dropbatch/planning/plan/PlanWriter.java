package io.dropbatch.planning.plan;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import java.util.List;
import java.util.Optional;

/** The plans that the other services read. A plan is valid once its head is written, which is the last step. */
public interface PlanWriter {

    Optional<Plan> find(SubmissionId submission);

    /** Writes one slice of the tasks; slices of a plan without a head may be written again. */
    void writeSlice(SubmissionId submission, int slice, List<PlannedTask> tasks);

    /** The second head of the plan of a drop that is split. */
    Optional<Plan> findMap(SubmissionId submission);

    /** Writes the task that splits a drop; as often as the slices. */
    void writeSplitTask(SubmissionId submission, PlannedTask task);

    /** Writes the list of the shared inputs, for the nodes; as often as the slices. */
    void writeSharedList(SubmissionId submission, String lines);

    /** Writes the head unless there is one; returns the stored head. It is the second once the drop was split. */
    Plan commit(Plan plan);

    /** The path of the head within the system container. */
    String pathOf(SubmissionId submission);
}
