package io.dropbatch.cli.plan;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.planning.plan.PlanWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Keeps of a plan what somebody wants to look at. */
final class HeldPlan implements PlanWriter {

    private final IntPredicate wanted;
    private final List<PlannedTask> tasks = new ArrayList<>();
    private String sharedList = "";
    private @Nullable PlannedTask splitTask;

    /** @param wanted the indexes of the tasks to keep: a plan may have a million */
    HeldPlan(IntPredicate wanted) {
        this.wanted = wanted;
    }

    List<PlannedTask> tasks() {
        return List.copyOf(tasks);
    }

    String sharedList() {
        return sharedList;
    }

    /** The task that splits the drop; null when it is not split. */
    @Nullable
    PlannedTask splitTask() {
        return splitTask;
    }

    @Override
    public Optional<Plan> find(SubmissionId submission) {
        return Optional.empty();
    }

    @Override
    public void writeSlice(SubmissionId submission, int slice, List<PlannedTask> written) {
        written.stream().filter(task -> wanted.test(task.index())).forEach(tasks::add);
    }

    @Override
    public Optional<Plan> findMap(SubmissionId submission) {
        return Optional.empty();
    }

    @Override
    public void writeSplitTask(SubmissionId submission, PlannedTask task) {
        splitTask = task;
    }

    @Override
    public void writeSharedList(SubmissionId submission, String lines) {
        sharedList = lines;
    }

    @Override
    public Plan commit(Plan plan) {
        return plan;
    }

    @Override
    public String pathOf(SubmissionId submission) {
        return SystemLayout.plan(submission);
    }
}
