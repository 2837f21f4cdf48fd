package io.dropbatch.monitor.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolFailuresTest {

    private static final PoolCondition EMPTY = new PoolCondition("p", false, 0, 4, 0, List.of(), null);

    @Test
    void a_pool_with_a_usable_node_or_one_on_its_way_is_well() {
        assertThat(PoolFailures.of(new PoolCondition("p", false, 4, 4, 1, List.of(), null)))
                .isEmpty();
        assertThat(PoolFailures.of(new PoolCondition("p", true, 0, 4, 0, List.of(), null)))
                .isEmpty();
    }

    @Test
    void a_quota_is_told_from_a_lack_of_machines() {
        assertThat(PoolFailures.of(withError(FailureCode.QUOTA)).map(Failure::code))
                .contains(FailureCode.QUOTA);
        assertThat(PoolFailures.of(withError(FailureCode.CAPACITY)).map(Failure::code))
                .contains(FailureCode.CAPACITY);
        assertThat(PoolFailures.of(EMPTY).map(Failure::code)).contains(FailureCode.CAPACITY);
    }

    @Test
    void nodes_that_are_no_good_say_why() {
        BatchProblem start =
                BatchProblem.of(FailureCode.POOL_UNHEALTHY, "StartTaskFailed", "FailureExitCode: no such package");

        Failure failure = PoolFailures.of(new PoolCondition("p", false, 2, 2, 0, List.of(), start))
                .orElseThrow();

        assertThat(failure.code()).isEqualTo(FailureCode.POOL_UNHEALTHY);
        assertThat(failure.message()).contains("None of the 2 nodes", "no such package");
    }

    @Test
    void preempted_nodes_are_called_so() {
        BatchProblem preempted = BatchProblem.of(FailureCode.PREEMPTED, "preempted", "gone");

        assertThat(PoolFailures.of(new PoolCondition("p", false, 2, 2, 0, List.of(), preempted))
                        .map(Failure::code))
                .contains(FailureCode.PREEMPTED);
    }

    private static PoolCondition withError(FailureCode code) {
        return new PoolCondition("p", false, 0, 4, 0, List.of(BatchProblem.of(code, "ABatchCode", "says Batch")), null);
    }
}
