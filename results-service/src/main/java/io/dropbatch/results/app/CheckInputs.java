package io.dropbatch.results.app;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.domain.EtagIndex;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks at the end of a job that inputs without a hash from the user have not changed since the drop was accepted.
 * Inputs with a hash were checked on the node.
 */
public final class CheckInputs {

    private final AcceptedPlans plans;
    private final CurrentInputs inbox;

    public CheckInputs(AcceptedPlans plans, CurrentInputs inbox) {
        this.plans = plans;
        this.inbox = inbox;
    }

    /** The way the inputs were checked, or the input that changed. */
    sealed interface Finding {
        record Unchanged(long byHash, long byVersion) implements Finding {}

        record Changed(Failure failure) implements Finding {}
    }

    Finding check(Plan plan) {
        EtagIndex now = null;
        long byHash = 0;
        long byVersion = 0;
        try (Stream<PlannedTask> tasks = Stream.concat(plans.splitTask(plan), plans.tasks(plan))) {
            Iterator<PlannedInput> inputs = Stream.concat(common(plan), tasks.flatMap(task -> task.inputs().stream()))
                    .iterator();
            while (inputs.hasNext()) {
                PlannedInput input = inputs.next();
                if (input.sha256() != null) {
                    byHash++;
                    continue;
                }
                now = now == null ? versions(plan.trigger()) : now;
                String path = plan.trigger().prefix() + input.path();
                if (!now.contains(path, input.etag())) {
                    return new Finding.Changed(changed(input, path));
                }
                byVersion++;
            }
        }
        return new Finding.Unchanged(byHash, byVersion);
    }

    private static Stream<PlannedInput> common(Plan plan) {
        RowFile rows = plan.rowFile();
        Stream<PlannedInput> rowFile = rows == null ? Stream.empty() : Stream.of(rows.input());
        return Stream.concat(plan.shared().stream(), rowFile);
    }

    private EtagIndex versions(DropTrigger trigger) {
        EtagIndex index = new EtagIndex();
        try (Stream<CurrentInputs.Version> listing = inbox.list(trigger.prefix())) {
            listing.forEach(blob -> index.add(blob.path(), blob.etag()));
        }
        return index;
    }

    private Failure changed(PlannedInput input, String path) {
        Optional<String> now = inbox.etag(path);
        String what = now.isEmpty() ? "was deleted" : "was replaced";
        return Failure.of(
                FailureCode.INPUT_CHANGED,
                ("The input %s %s while the job ran, so its results cannot be trusted. Drop the files again and leave"
                                + " them alone until the results are there.")
                        .formatted(input.path(), what));
    }
}
