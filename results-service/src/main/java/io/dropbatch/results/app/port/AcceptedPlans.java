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
    record WrittenPlan(Plan plan, Instant writtenAt) {}

    Optional<WrittenPlan> find(SubmissionId submission);

    /** The tasks of the map level; the caller closes the stream. */
    Stream<PlannedTask> tasks(Plan plan);

    /** The tasks of the map level without those of the first slices; the caller closes the stream. */
    Stream<PlannedTask> tasksFrom(Plan plan, int slice);
}
