package io.dropbatch.scheduler.adapter.azurebatch;

import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.ComputePoolsContract;
import java.nio.file.Path;
import java.time.Clock;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the contract against local Azure's Batch. */
@Timeout(60)
class AzureBatchPoolsTest extends ComputePoolsContract {

    @TempDir
    Path folder;

    private BatchServer server;
    private BatchServiceClient batch;
    private AzureBatchPools pools;

    @Override
    protected ComputePools pools() {
        server = BatchServer.start(BatchOptions.in(folder));
        batch = BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key());
        pools = new AzureBatchPools(batch, false, Clock.systemUTC());
        return pools;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void azure_may_look_for_a_few_nodes_for_five_minutes_only_because_it_says_nothing_before() {
        pools.ensure(POOL, () -> 1);

        CloudPool made = batch.pools().get(POOL.id());

        assertThat(made.resizeTimeout()).isEqualTo(Period.minutes(5));
        assertThat(PoolParameters.allocationTimeout(500)).isEqualTo(Period.minutes(15));
        assertThat(PoolParameters.allocationTimeout(1001)).isEqualTo(Period.minutes(30));
    }
}
