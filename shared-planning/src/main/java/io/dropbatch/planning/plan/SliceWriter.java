package io.dropbatch.planning.plan;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedTask;
import java.util.ArrayList;
import java.util.List;

/** Writes tasks in slices as they arrive, so that at most one slice is in memory. */
final class SliceWriter {

    private final PlanWriter plans;
    private final SubmissionId submission;
    private final List<PlannedTask> pending = new ArrayList<>();
    private final TaskRoom room = new TaskRoom();
    private int slice;

    SliceWriter(PlanWriter plans, SubmissionId submission) {
        this.plans = plans;
        this.submission = submission;
    }

    void add(PlannedTask task) {
        room.add(task);
        pending.add(task);
        if (pending.size() == Plan.SLICE_SIZE) {
            flush();
        }
    }

    PlanExtent extent(List<String> sharedPrefixes) {
        return room.extent(sharedPrefixes);
    }

    void flush() {
        if (!pending.isEmpty()) {
            plans.writeSlice(submission, slice++, List.copyOf(pending));
            pending.clear();
        }
    }
}
