package io.dropbatch.scheduler.app.port;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import java.util.Optional;
import java.util.stream.Stream;

/** The plans that submission-service wrote. */
public interface PlanReader {

    Optional<Plan> plan(SubmissionId submission);

    /** The map tasks of a slice, read as they are used; the caller closes the stream. */
    Stream<PlannedTask> tasks(SubmissionId submission, int slice);
}
