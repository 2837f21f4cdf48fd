package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import java.util.Optional;
import java.util.stream.Stream;

/** The plans that submission-service wrote. */
public interface PlanReader {

    /** The plan as far as it is known: of a drop that is split, the second head once it is written. */
    Optional<Plan> plan(SubmissionId submission);

    /** The task that splits a drop. */
    PlannedTask splitTask(SubmissionId submission);

    /** The map tasks of a slice, read as they are used; the caller closes the stream. */
    Stream<PlannedTask> tasks(SubmissionId submission, int slice);
}
