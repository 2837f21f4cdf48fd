package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.planning.task.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A job that Batch could never take ends before anything of it is on Batch. */
class JobLimitsTest {

    private final SchedulerFixture fixture = new SchedulerFixture(10);

    @Test
    void a_job_that_batch_cannot_take_is_closed_before_its_pool_is_asked_for() {
        Failure failure = Failure.of(FailureCode.INVALID_WORKLOAD, "too many files for one task");
        List<TaskSpec> measured = new ArrayList<>();
        fixture.compute.objections = largest -> {
            measured.add(largest);
            return Optional.of(failure);
        };
        Plan plan = fixture.planned("sum", "d1", 5);

        fixture.accepted(plan);
        fixture.work();

        assertThat(fixture.announced(JobClosed.class))
                .singleElement()
                .extracting(JobClosed::failure)
                .isEqualTo(failure);
        assertThat(measured).extracting(TaskSpec::id).containsExactly(TaskId.of(0, 1));
        assertThat(fixture.compute.calls).isZero();
        assertThat(fixture.compute.pools.states).isEmpty();
    }

    @Test
    void a_job_that_batch_can_take_starts() {
        Plan plan = fixture.planned("sum", "d1", 5);

        fixture.accepted(plan);
        fixture.work();

        assertThat(fixture.tasks(plan)).hasSize(5);
    }
}
