package io.dropbatch.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.plan.Plan;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolAllocation;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pools of at most four nodes, each of which runs two tasks at a time. */
class KeepPoolsTest {

    private static final Duration ROUND = Duration.ofSeconds(15);

    private final SchedulerFixture scheduler = new SchedulerFixture(90);
    private final InMemoryPools pools = scheduler.compute.pools;

    @Test
    void a_pool_begins_with_as_many_nodes_as_its_job_has_work_for() {
        given(3, "d1");

        assertThat(pools.list()).singleElement().satisfies(pool -> {
            assertThat(pool.target()).isEqualTo(NodeNumbers.dedicated(2));
            assertThat(pool.traits().maxNodes()).isEqualTo(4);
        });
    }

    @Test
    void a_job_with_more_work_than_the_pool_may_have_nodes_gets_all_of_them() {
        given(1000, "d1");

        assertThat(pools.list().getFirst().target()).isEqualTo(NodeNumbers.dedicated(4));
    }

    @Test
    void a_pool_grows_with_each_job_that_shares_it() {
        given(2, "d1");
        given(2, "d2");
        given(1, "d3");

        assertThat(pools.list().getFirst().target()).isEqualTo(NodeNumbers.dedicated(3));
    }

    @Test
    void a_pool_shrinks_when_less_work_has_been_left_for_a_while() {
        Plan plan = given(8, "d1");
        scheduler.pools(ROUND);
        pools.openTasks.put(SchedulerFixture.job(plan), 3);

        scheduler.pools(Duration.ofMinutes(9));
        assertThat(pools.resized).isEmpty();
        scheduler.pools(Duration.ofMinutes(2));

        assertThat(pools.resized).containsExactly(id() + "=2");
    }

    @Test
    void a_scheduler_that_has_just_started_shrinks_nothing() {
        Plan plan = given(8, "d1");
        pools.openTasks.put(SchedulerFixture.job(plan), 1);
        scheduler.clock.advance(Duration.ofHours(1));

        SchedulerFixture restarted = scheduler.restarted();
        restarted.pools(ROUND);
        assertThat(pools.resized).isEmpty();
        restarted.pools(Duration.ofMinutes(10));

        assertThat(pools.resized).containsExactly(id() + "=1");
    }

    @Test
    void a_pool_that_no_job_has_needed_for_a_while_gives_its_nodes_back() {
        Plan plan = given(1, "d1");
        scheduler.pools(ROUND);
        scheduler.verified(plan, 0, true);

        scheduler.pools(ROUND);
        assertThat(pools.resized).isEmpty();
        scheduler.pools(Duration.ofMinutes(11));

        assertThat(pools.resized).containsExactly(id() + "=0");
    }

    @Test
    void a_pool_that_no_job_has_needed_for_a_week_is_deleted_once() {
        Plan plan = given(1, "d1");
        scheduler.verified(plan, 0, true);
        scheduler.pools(Duration.ofMinutes(11));
        scheduler.pools(Duration.ofMinutes(11));

        scheduler.pools(Duration.ofDays(6));
        assertThat(pools.deleted).isEmpty();
        String pool = id();
        scheduler.pools(Duration.ofDays(1));
        scheduler.pools(ROUND);

        assertThat(pools.deleted).containsExactly(pool);
        assertThat(pools.states).isEmpty();
    }

    @Test
    void a_pool_that_was_deleted_comes_back_with_the_next_job() {
        Plan plan = given(1, "d1");
        scheduler.verified(plan, 0, true);
        scheduler.pools(Duration.ofMinutes(11));
        scheduler.pools(Duration.ofMinutes(11));
        scheduler.pools(Duration.ofDays(8));
        assertThat(pools.states).isEmpty();

        Plan next = given(1, "d2");

        assertThat(pools.states).hasSize(1);
        assertThat(scheduler.tasks(next)).hasSize(1);
    }

    @Test
    void brings_back_a_pool_that_somebody_deleted_under_a_job() {
        given(1, "d1");
        pools.states.clear();

        scheduler.pools(ROUND);

        assertThat(pools.states).hasSize(1);
    }

    @Test
    void asks_again_for_nodes_that_azure_could_not_give_less_and_less_often() {
        pools.available = 1;
        given(8, "d1");

        scheduler.pools(Duration.ofMinutes(1));
        assertThat(pools.resized).isEmpty();
        scheduler.pools(Duration.ofMinutes(1));
        assertThat(pools.resized).hasSize(1);
        scheduler.pools(Duration.ofMinutes(3));
        assertThat(pools.resized).hasSize(1);
        scheduler.pools(Duration.ofMinutes(1));
        assertThat(pools.resized).hasSize(2);
        scheduler.pools(Duration.ofMinutes(7));
        assertThat(pools.resized).hasSize(2);

        scheduler.pools(Duration.ofMinutes(1));

        assertThat(pools.resized).containsExactly(id() + "=4", id() + "=4", id() + "=4");
    }

    @Test
    void a_pool_that_is_growing_is_left_alone() {
        given(8, "d1");
        pools.has(id(), NodeNumbers.dedicated(1), NodeNumbers.NONE, PoolAllocation.State.RESIZING);

        scheduler.pools(ROUND);

        assertThat(pools.resized).isEmpty();
        assertThat(pools.stopped).isEmpty();
    }

    @Test
    void a_pool_that_is_giving_back_nodes_which_a_new_job_needs_is_stopped() {
        given(8, "d1");
        pools.has(id(), NodeNumbers.dedicated(1), NodeNumbers.dedicated(4), PoolAllocation.State.RESIZING);

        scheduler.pools(ROUND);
        assertThat(pools.stopped).containsExactly(id());
        pools.has(id(), NodeNumbers.dedicated(1), NodeNumbers.dedicated(3), PoolAllocation.State.STEADY);
        scheduler.pools(ROUND);

        assertThat(pools.resized).containsExactly(id() + "=4");
    }

    private Plan given(int tasks, String drop) {
        Plan plan = scheduler.planned("sum", drop, tasks);
        scheduler.accepted(plan);
        scheduler.work();
        return plan;
    }

    private String id() {
        return pools.list().getFirst().id();
    }
}
