package io.dropbatch.scheduler.app.level;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.RoundInputs;
import io.dropbatch.scheduler.app.port.VerifiedOutputs;
import io.dropbatch.scheduler.app.port.VerifiedOutputs.Reading;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import org.jspecify.annotations.Nullable;

/** Finds what the round before a level wrote, and stores the list that its tasks check it by. */
public final class PreviousRound {

    private final VerifiedOutputs outputs;
    private final Runnable listed;

    /** @param listed a crash point, reached when the list is written and no task is there yet */
    public PreviousRound(VerifiedOutputs outputs, Runnable listed) {
        this.outputs = outputs;
        this.listed = listed;
    }

    /**
     * Writes the list before the first tasks of a level are there; writing it again changes nothing.
     *
     * @return the last merge of the round before; absent in the first round and for jobs without rounds
     */
    @Nullable
    VerifiedTask of(Submitting job, Plan plan) {
        int level = job.position().level();
        @Nullable
        VerifiedTask previous = RoundInputs.levelBefore(plan, level)
                .map(before -> lastMerge(job.facts(), before))
                .orElse(null);
        if (previous != null && job.position().slice() == 0) {
            RoundInputs inputs = new RoundInputs(plan, job.facts(), level, previous);
            outputs.writeList(inputs.listPath(), inputs.list());
            listed.run();
        }
        return previous;
    }

    private VerifiedTask lastMerge(JobFacts facts, int level) {
        try (Reading reading = outputs.open(facts.job(), level, 0)) {
            return reading.next()
                    .orElseThrow(() -> new IllegalStateException("the record of the round before is empty"));
        }
    }
}
