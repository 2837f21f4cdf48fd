package io.dropbatch.scheduler.app.port;

import static io.dropbatch.scheduler.ExampleJobs.UBUNTU_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.scheduler.domain.scale.PoolAllocation;
import io.dropbatch.scheduler.domain.scale.PoolState;
import io.dropbatch.scheduler.domain.scale.PoolTraits;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of an account's pools, Azure Batch's and those in memory. */
public abstract class ComputePoolsContract {

    private static final PoolTraits TRAITS = new PoolTraits(
            UBUNTU_POOL.minNodes(),
            UBUNTU_POOL.maxNodes(),
            UBUNTU_POOL.vmSize(),
            UBUNTU_POOL.slotsPerNode(),
            false,
            false);

    private ComputePools pools;

    /** An account without pools. */
    protected abstract ComputePools pools();

    /** How long the account may take. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    void prepare() {
        pools = pools();
    }

    @Test
    void a_pool_that_is_asked_for_twice_is_there_once_and_has_as_many_nodes_as_are_needed() {
        assertDone(pools.ensure(UBUNTU_POOL, () -> 2));
        assertDone(pools.ensure(UBUNTU_POOL, () -> 2));

        assertThat(pools.list()).singleElement().satisfies(pool -> {
            assertThat(pool.id()).isEqualTo(UBUNTU_POOL.id());
            assertThat(pool.traits()).isEqualTo(TRAITS);
            assertThat(pool.target()).isEqualTo(NodeNumbers.dedicated(2));
        });
        assertThat(steady().nodes()).isEqualTo(NodeNumbers.dedicated(2));
    }

    @Test
    void a_pool_is_resized_and_still_knows_what_it_was_made_with() {
        assertDone(pools.ensure(UBUNTU_POOL, () -> 3));

        assertDone(pools.resize(steady(), NodeNumbers.dedicated(1)));

        await().atMost(patience()).until(() -> steady().nodes().equals(NodeNumbers.dedicated(1)));
        assertThat(only().target()).isEqualTo(NodeNumbers.dedicated(1));
        assertThat(only().traits()).isEqualTo(TRAITS);
    }

    @Test
    void a_pool_that_is_not_there_is_not_resized_now() {
        assertThat(pools.resize(absent(), NodeNumbers.dedicated(1))).isInstanceOf(BatchAnswer.NotNow.class);
    }

    @Test
    void a_pool_that_is_deleted_is_gone_and_comes_back_when_it_is_asked_for() {
        assertDone(pools.ensure(UBUNTU_POOL, () -> 1));

        assertDone(pools.delete(steady()));
        await().atMost(patience()).until(() -> pools.list().isEmpty());

        await().atMost(patience()).until(() -> pools.ensure(UBUNTU_POOL, () -> 1) instanceof BatchAnswer.Done);
        assertThat(pools.list()).hasSize(1);
    }

    @Test
    void a_pool_that_is_not_there_counts_as_deleted() {
        assertDone(pools.delete(absent()));
    }

    @Test
    void a_pool_that_somebody_has_changed_meanwhile_is_not_deleted() {
        assertDone(pools.ensure(UBUNTU_POOL, () -> 1));
        PoolState before = steady();
        assertDone(pools.resize(before, NodeNumbers.dedicated(2)));

        assertThat(pools.delete(before)).isNotInstanceOf(BatchAnswer.Done.class);

        assertThat(pools.list()).hasSize(1);
    }

    private PoolState steady() {
        await().atMost(patience()).until(() -> only().allocation().isSteady());
        return only();
    }

    private PoolState only() {
        return pools.list().getFirst();
    }

    private static PoolState absent() {
        return new PoolState(
                UBUNTU_POOL.id(),
                TRAITS,
                NodeNumbers.dedicated(4),
                NodeNumbers.dedicated(4),
                0,
                new PoolAllocation(PoolAllocation.State.STEADY, Instant.EPOCH),
                "0x1");
    }

    private static void assertDone(BatchAnswer answer) {
        assertThat(answer).isInstanceOf(BatchAnswer.Done.class);
    }
}
