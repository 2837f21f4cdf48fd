package io.dropbatch.scheduler.domain.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pools of spot nodes, of several VM sizes and by formula; what all pools do is in {@code KeepPoolsTest}. */
class PoolSizingTest {

    private static final Instant NOON = ExampleJobs.NOON;
    private static final PoolStep KEEP = new PoolStep.Keep();
    private static final PoolSize SECOND = new PoolSize("Standard_E4s_v5", ExampleJobs.IMAGE, 4);

    private final PoolSizing sizing =
            new PoolSizing(Duration.ofMinutes(10), Duration.ofDays(7), new SpotLimits(3, Duration.ofHours(1)));
    private final PoolHistory history = new PoolHistory();

    @Test
    void a_spot_pool_asks_for_spot_nodes() {
        PoolState pool = spot(new NodeNumbers(0, 1), new NodeNumbers(0, 1), 0);

        assertThat(sizing.next(pool, demand(NodeKind.SPOT, 8), history, NOON))
                .isEqualTo(new PoolStep.Resize(new NodeNumbers(0, 4)));
    }

    @Test
    void preempted_nodes_come_back_by_themselves() {
        PoolState pool = spot(new NodeNumbers(0, 4), new NodeNumbers(0, 3), 1);

        assertThat(sizing.next(pool, demand(NodeKind.SPOT, 8), history, NOON)).isEqualTo(KEEP);
    }

    @Test
    void dedicated_nodes_take_over_after_so_many_preemptions_and_stay() {
        PoolDemand demand = demand(NodeKind.SPOT_THEN_DEDICATED, 8);
        PoolState two = spot(new NodeNumbers(0, 4), new NodeNumbers(0, 2), 2);
        assertThat(sizing.next(two, demand, history, NOON)).isEqualTo(KEEP);
        PoolState back = spot(new NodeNumbers(0, 4), new NodeNumbers(0, 4), 0);
        assertThat(sizing.next(back, demand, history, NOON)).isEqualTo(KEEP);

        PoolState third = spot(new NodeNumbers(0, 4), new NodeNumbers(0, 3), 1);

        assertThat(sizing.next(third, demand, history, NOON)).isEqualTo(new PoolStep.Resize(NodeNumbers.dedicated(4)));
        PoolState dedicated = spot(NodeNumbers.dedicated(4), NodeNumbers.dedicated(4), 0);
        assertThat(sizing.next(dedicated, demand, new PoolHistory(), NOON)).isEqualTo(KEEP);
    }

    @Test
    void without_a_fall_back_nothing_takes_over() {
        PoolState pool = spot(new NodeNumbers(0, 4), new NodeNumbers(0, 0), 4);

        assertThat(sizing.next(pool, demand(NodeKind.SPOT, 8), history, NOON)).isEqualTo(KEEP);
    }

    @Test
    void dedicated_nodes_take_over_when_time_runs_out() {
        PoolState pool = spot(new NodeNumbers(0, 4), new NodeNumbers(0, 4), 0);
        PoolSpec spec = spec(NodeKind.SPOT_THEN_DEDICATED, ScalingMode.RESIZE, List.of());

        assertThat(sizing.next(pool, new PoolDemand(spec, 8, NOON.plusSeconds(3601)), history, NOON))
                .isEqualTo(KEEP);
        assertThat(sizing.next(pool, new PoolDemand(spec, 8, NOON.plusSeconds(3600)), history, NOON))
                .isEqualTo(new PoolStep.Resize(NodeNumbers.dedicated(4)));
    }

    @Test
    void dedicated_nodes_take_over_when_azure_has_no_spot_nodes_twice() {
        PoolDemand demand = demand(NodeKind.SPOT_THEN_DEDICATED, 8);
        PoolState none = spot(new NodeNumbers(0, 4), NodeNumbers.NONE, 0);
        assertThat(sizing.next(none, demand, history, NOON)).isEqualTo(KEEP);
        assertThat(sizing.next(none, demand, history, NOON.plusSeconds(120)))
                .isEqualTo(new PoolStep.Resize(new NodeNumbers(0, 4)));

        assertThat(sizing.next(none, demand, history, NOON.plusSeconds(121)))
                .isEqualTo(new PoolStep.Resize(NodeNumbers.dedicated(4)));
    }

    @Test
    void an_empty_pool_takes_the_next_vm_size_at_once_and_the_first_again_only_after_a_pause() {
        PoolSpec spec = spec(NodeKind.DEDICATED, ScalingMode.RESIZE, List.of(SECOND));
        PoolDemand demand = new PoolDemand(spec, 8, Instant.MAX);
        PoolState first = sized("Standard_D2s_v5", 2, NodeNumbers.dedicated(4), NodeNumbers.NONE);

        assertThat(sizing.next(first, demand, history, NOON))
                .isEqualTo(new PoolStep.ChangeSize(SECOND, NodeNumbers.dedicated(4)));

        PoolState second = sized("standard_e4s_v5", 4, NodeNumbers.dedicated(4), NodeNumbers.NONE);
        assertThat(sizing.next(second, demand, history, NOON.plusSeconds(60))).isEqualTo(KEEP);
        assertThat(sizing.next(second, demand, history, NOON.plusSeconds(900)))
                .isEqualTo(new PoolStep.ChangeSize(spec.sizes().getFirst(), NodeNumbers.dedicated(2)));
    }

    @Test
    void a_pool_that_has_a_node_keeps_its_vm_size() {
        PoolSpec spec = spec(NodeKind.DEDICATED, ScalingMode.RESIZE, List.of(SECOND));
        PoolState some = sized("Standard_D2s_v5", 2, NodeNumbers.dedicated(4), NodeNumbers.dedicated(1));

        assertThat(sizing.next(some, new PoolDemand(spec, 8, Instant.MAX), history, NOON.plusSeconds(900)))
                .isEqualTo(new PoolStep.Resize(NodeNumbers.dedicated(4)));
    }

    @Test
    void an_idle_pool_goes_back_to_the_preferred_vm_size_after_an_hour() {
        PoolSpec spec = spec(NodeKind.DEDICATED, ScalingMode.RESIZE, List.of(SECOND));
        PoolDemand demand = new PoolDemand(spec, 8, Instant.MAX);
        PoolState idle = sized("Standard_E4s_v5", 4, NodeNumbers.NONE, NodeNumbers.NONE);

        assertThat(sizing.next(idle, demand, new PoolHistory(), NOON.plusSeconds(3599)))
                .isEqualTo(new PoolStep.Resize(NodeNumbers.dedicated(2)));
        assertThat(sizing.next(idle, demand, new PoolHistory(), NOON.plusSeconds(3600)))
                .isEqualTo(new PoolStep.ChangeSize(spec.sizes().getFirst(), NodeNumbers.dedicated(2)));
    }

    @Test
    void a_pool_by_formula_is_left_to_batch_until_it_is_unused() {
        PoolSpec spec = spec(NodeKind.DEDICATED, ScalingMode.FORMULA, List.of());
        PoolTraits traits = new PoolTraits(0, 4, "Standard_D2s_v5", 2, false, true);
        PoolState pool = state(traits, NodeNumbers.NONE, NodeNumbers.NONE, 0);

        assertThat(sizing.next(pool, new PoolDemand(spec, 8, Instant.MAX), history, NOON))
                .isEqualTo(KEEP);
        assertThat(sizing.next(pool, null, history, NOON.plus(Duration.ofDays(7))))
                .isEqualTo(new PoolStep.Delete());
    }

    private static PoolDemand demand(NodeKind kind, int tasks) {
        return new PoolDemand(spec(kind, ScalingMode.RESIZE, List.of()), tasks, Instant.MAX);
    }

    private static PoolSpec spec(NodeKind kind, ScalingMode scaling, List<PoolSize> others) {
        PoolSetup setup = new PoolSetup(kind, scaling, others, null, null, null);
        return new PoolSpec("Standard_D2s_v5", ExampleJobs.IMAGE, 0, 4, 2, null, setup, null);
    }

    private static PoolState spot(NodeNumbers target, NodeNumbers nodes, int preempted) {
        return state(new PoolTraits(0, 4, "Standard_D2s_v5", 2, true, false), target, nodes, preempted);
    }

    private static PoolState sized(String vmSize, int slots, NodeNumbers target, NodeNumbers nodes) {
        return state(new PoolTraits(0, 4, vmSize, slots, false, false), target, nodes, 0);
    }

    private static PoolState state(PoolTraits traits, NodeNumbers target, NodeNumbers nodes, int preempted) {
        PoolAllocation steady = new PoolAllocation(PoolAllocation.State.STEADY, NOON);
        return new PoolState("dropbatch-1", traits, target, nodes, preempted, steady, "0x1");
    }
}
