package io.dropbatch.submission.app.window;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.planning.plan.PlanWriter;
import io.dropbatch.planning.plan.TaskRoom;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.domain.window.SealedFile;
import io.dropbatch.submission.domain.window.SealedWindow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the plan of a sealed window and announces its job, and the files that do not become tasks of it. */
public final class AnnounceWindow {

    private final PlanWriter plans;

    public AnnounceWindow(PlanWriter plans) {
        this.plans = plans;
    }

    HandlerResult announce(SealedWindow window) {
        HandlerResult result =
                HandlerResult.command(new SubmissionCommand.FinishWindow(window.folder(), window.number()));
        @Nullable Workload workload = window.workload();
        if (workload != null && !window.accepted().isEmpty()) {
            result = HandlerResult.announce(accepted(planOf(window, workload))).and(result);
        }
        for (SealedFile file : window.files()) {
            @Nullable Failure refusal = file.refusal();
            if (refusal != null) {
                result = HandlerResult.announce(rejected(window, file.blob(), refusal))
                        .and(result);
            }
        }
        return result;
    }

    private Plan planOf(SealedWindow window, Workload workload) {
        SubmissionId submission = window.trigger().submission();
        return plans.find(submission).orElseGet(() -> write(window, workload, submission));
    }

    private Plan write(SealedWindow window, Workload workload, SubmissionId submission) {
        List<PlannedTask> tasks = window.tasks();
        for (int from = 0, slice = 0; from < tasks.size(); from += Plan.SLICE_SIZE, slice++) {
            plans.writeSlice(submission, slice, tasks.subList(from, Math.min(from + Plan.SLICE_SIZE, tasks.size())));
        }
        return plans.commit(new Plan(
                submission,
                workload,
                window.trigger(),
                List.of(),
                null,
                Map.of(),
                List.of(tasks.size()),
                Plan.SLICE_SIZE,
                tasks.size(),
                window.accepted().stream().mapToLong(SeenBlob::bytes).sum(),
                List.of(),
                IgnoredFiles.NONE,
                extent(tasks)));
    }

    private static PlanExtent extent(List<PlannedTask> tasks) {
        TaskRoom room = new TaskRoom();
        tasks.forEach(room::add);
        return room.extent(List.of());
    }

    private SubmissionAccepted accepted(Plan plan) {
        return new SubmissionAccepted(
                plan.submission(),
                plan.trigger().folder(),
                plan.trigger(),
                plan.trigger().uploadedAt(),
                plans.pathOf(plan.submission()),
                plan.levels(),
                plan.workload().priority(),
                plan.inputCount(),
                plan.inputBytes());
    }

    private static SubmissionRejected rejected(SealedWindow window, SeenBlob blob, Failure refusal) {
        DropTrigger trigger = blob.asTrigger(window.trigger().container());
        return new SubmissionRejected(trigger.submission(), trigger.folder(), trigger, refusal);
    }
}
