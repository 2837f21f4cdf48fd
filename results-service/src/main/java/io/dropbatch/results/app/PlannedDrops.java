package io.dropbatch.results.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.InboxLayout;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.domain.EtagIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The plans of drops, and the files that came to a drop after its plan was made. */
public final class PlannedDrops {

    private static final String ANY_VERSION = "";

    private final AcceptedPlans plans;
    private final CurrentInputs inbox;

    public PlannedDrops(AcceptedPlans plans, CurrentInputs inbox) {
        this.plans = plans;
        this.inbox = inbox;
    }

    AcceptedPlans.WrittenPlan planOf(SubmissionId submission) {
        return plans.find(submission)
                .orElseThrow(() -> new IllegalStateException("there is no plan of submission " + submission));
    }

    /** The files of a drop that are there now and that the plan does not know. */
    LateInputs late(Plan plan) {
        if (plan.workload().start().on() == StartCondition.On.EACH_FILE) {
            return LateInputs.NONE; // what comes later is a unit of its own
        }
        EtagIndex known = known(plan);
        List<String> first = new ArrayList<>();
        int count = 0;
        try (Stream<CurrentInputs.Version> files = inbox.list(plan.trigger().prefix())) {
            for (CurrentInputs.Version file : (Iterable<CurrentInputs.Version>) files::iterator) {
                String path = file.path().substring(plan.trigger().prefix().length());
                if (!known.contains(path, ANY_VERSION) && isLate(plan, file)) {
                    count++;
                    if (first.size() < LateInputs.NAMED) {
                        first.add(path);
                    }
                }
            }
        }
        return new LateInputs(first, count);
    }

    private EtagIndex known(Plan plan) {
        EtagIndex known = new EtagIndex();
        plan.shared().forEach(input -> known.add(input.path(), ANY_VERSION));
        if (plan.rowFile() != null && !plan.hasSplit()) {
            known.add(plan.rowFile().input().path(), ANY_VERSION);
        }
        plan.ignored().files().forEach(file -> known.add(file.path(), ANY_VERSION));
        try (Stream<PlannedTask> tasks = plan.hasSplit() ? plans.splitTask(plan) : plans.tasks(plan)) {
            tasks.flatMap(task -> task.inputs().stream())
                    .map(PlannedInput::path)
                    .forEach(path -> known.add(path, ANY_VERSION));
        }
        return known;
    }

    private static boolean isLate(Plan plan, CurrentInputs.Version file) {
        DropTrigger trigger = plan.trigger();
        if (file.path().equals(trigger.path()) || InboxLayout.isOwn(file.path())) {
            return false;
        }
        boolean after = file.modifiedAt().isAfter(trigger.uploadedAt());
        if (DropTrigger.kindOf(file.path()).isPresent()) {
            // A manifest beside the marker was read if it was there; a marker beside a manifest means nothing.
            return trigger.kind() == DropTrigger.Kind.MARKER && after;
        }
        // Storage tells times in whole seconds: of that second, what the plan does not name came later.
        boolean atOnce = file.modifiedAt().equals(trigger.uploadedAt());
        return after || (atOnce && !hasUnnamed(plan.ignored()));
    }

    /** Plans name only the first of many ignored files. */
    private static boolean hasUnnamed(IgnoredFiles ignored) {
        return ignored.count() > ignored.files().size();
    }
}
