package io.dropbatch.results.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The plans that submission-service wrote. */
public interface AcceptedPlans {

    /** A plan's head and when it was written. */
    record WrittenPlan(Plan plan, Instant writtenAt) {

        /** The same plan as far as its job has gone. */
        public WrittenPlan endedAfter(int level) {
            return new WrittenPlan(plan.endedAfter(level), writtenAt);
        }
    }

    /** The plan as far as it is known: of a drop that is split, the second head, with the time of the first. */
    Optional<WrittenPlan> find(SubmissionId submission);

    /** The task that splits the drop, if one does; the caller closes the stream. */
    Stream<PlannedTask> splitTask(Plan plan);

    /** The tasks of the map level, none as long as it is not planned; the caller closes the stream. */
    Stream<PlannedTask> tasks(Plan plan);

    /** The tasks of the map level without those of the first slices; the caller closes the stream. */
    Stream<PlannedTask> tasksFrom(Plan plan, int slice);
}
