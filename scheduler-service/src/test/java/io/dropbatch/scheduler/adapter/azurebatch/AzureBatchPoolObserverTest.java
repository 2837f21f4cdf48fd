package io.dropbatch.scheduler.adapter.azurebatch;

import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.scheduler.app.port.PoolObserver;
import io.dropbatch.scheduler.app.port.PoolObserver.ObservedPool;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks at the pools of local Azure's Batch through the SDK. */
@Timeout(60)
class AzureBatchPoolObserverTest {

    private static final ResourceManagerPools NO_MANAGER =
            new ResourceManagerPools("https://management.azure.com", "", () -> null);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private BatchServer server;
    private AzureBatchPools pools;
    private PoolObserver observer;

    @BeforeEach
    void start() {
        server = BatchServer.start(BatchOptions.in(folder));
        BatchServiceClient batch =
                BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key());
        pools = new AzureBatchPools(batch, NO_MANAGER, "", Clock.systemUTC());
        observer = new AzureBatchPoolObserver(batch);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sees_nothing_in_an_account_without_pools() {
        assertThat(observer.observe()).isEmpty();
    }

    @Test
    void sees_each_pool_with_its_nodes_by_state() {
        pools.ensure(POOL, POOL::maxNodes);
        await().atMost(PATIENCE).until(() -> only().dedicated().get("idle") == POOL.maxNodes());

        ObservedPool pool = only();

        assertThat(pool.id()).isEqualTo(POOL.id());
        assertThat(pool.slotsPerNode()).isEqualTo(POOL.slotsPerNode());
        assertThat(pool.targetDedicated()).isEqualTo(POOL.maxNodes());
        assertThat(pool.targetSpot()).isZero();
        assertThat(pool.nodes()).isEqualTo(POOL.maxNodes());
        assertThat(pool.dedicated())
                .containsOnlyKeys(
                        "creating",
                        "idle",
                        "leaving-pool",
                        "offline",
                        "preempted",
                        "rebooting",
                        "reimaging",
                        "running",
                        "starting",
                        "start-task-failed",
                        "unknown",
                        "unusable",
                        "waiting-for-start-task",
                        "upgrading-os",
                        "deallocated",
                        "deallocating");
        assertThat(pool.spot().values()).containsOnly(0);
        assertThat(pool.resizedAt()).isNotNull();
        assertThat(pool.resizeErrors()).isEmpty();
    }

    @Test
    void sees_more_pools_than_one_page_of_counts_has() {
        for (int slots = 1; slots <= 6; slots++) {
            pools.ensure(new PoolSpec(POOL.vmSize(), POOL.image(), 0, 1, slots, null), () -> 1);
            pools.ensure(new PoolSpec(POOL.vmSize(), POOL.image(), 1, 1, slots, null), () -> 1);
        }

        await().atMost(PATIENCE)
                .until(() -> observer.observe().stream()
                        .map(ObservedPool::dedicated)
                        .allMatch(states -> states.equals(withIdle(states))));
        List<ObservedPool> all = observer.observe();

        assertThat(all).hasSize(12);
        assertThat(all).allSatisfy(pool -> assertThat(pool.nodes()).isEqualTo(1));
    }

    private static Map<String, Integer> withIdle(Map<String, Integer> states) {
        return states.get("idle") == 1 ? states : Map.of();
    }

    private ObservedPool only() {
        return observer.observe().getFirst();
    }
}
