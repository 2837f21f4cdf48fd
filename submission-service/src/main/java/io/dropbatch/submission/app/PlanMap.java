package io.dropbatch.submission.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.SplitOutputs;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.planning.drop.DropFiles;
import io.dropbatch.planning.plan.PlanDrop;
import io.dropbatch.planning.plan.PlanSplit;
import io.dropbatch.planning.plan.PlanWriter;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.SplitRecords;
import java.util.Objects;

/** Plans the map level of a drop once it is split, and announces how many tasks there are or why there are none. */
public final class PlanMap {

    /**
     * The ports that only this use case needs.
     *
     * @param outputs the container that tasks write to
     * @param beforeHead reached when all tasks of a map level are written and do not count yet
     */
    public record Ports(SplitRecords records, DropFiles outputs, Runnable beforeHead) {}

    private final PlanWriter plans;
    private final SplitRecords records;
    private final PlanSplit planner;
    private final DecisionMetrics metrics;

    PlanMap(PlanWriter plans, SplitRecords records, PlanSplit planner, DecisionMetrics metrics) {
        this.plans = plans;
        this.records = records;
        this.planner = planner;
        this.metrics = metrics;
    }

    /** May be repeated: a plan that is written is announced again. */
    public HandlerResult verified(SplitVerified fact) {
        Plan first = plans.find(fact.submission())
                .orElseThrow(() -> new IllegalStateException("there is no plan of submission " + fact.submission()));
        VerifiedTask split = records.find(fact.outputs())
                .orElseThrow(() -> new IllegalStateException("the record " + fact.outputs() + " is not there"));
        return switch (planner.plan(first, split)) {
            case PlanDrop.Outcome.Planned(Plan plan) -> planned(fact, plan);
            case PlanDrop.Outcome.Refused(Failure failure) -> refused(fact, failure);
        };
    }

    private HandlerResult planned(SplitVerified fact, Plan plan) {
        SplitOutputs split = Objects.requireNonNull(plan.split());
        SplitPlanned planned = new SplitPlanned(
                fact.submission(),
                fact.workload(),
                fact.job(),
                SystemLayout.mapPlan(fact.submission()),
                plan.levels(),
                plan.mapLevel(),
                split.files(),
                split.bytes());
        metrics.splitPlanned(planned);
        return HandlerResult.announce(planned);
    }

    private HandlerResult refused(SplitVerified fact, Failure failure) {
        SplitRefused refused = new SplitRefused(fact.submission(), fact.workload(), fact.job(), failure);
        metrics.splitRefused(refused);
        return HandlerResult.announce(refused);
    }
}
