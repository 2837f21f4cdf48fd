package io.dropbatch.scheduler.adapter.azurebatch;

import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.ElevationLevel;
import com.microsoft.azure.batch.protocol.models.StartTask;
import com.microsoft.azure.batch.protocol.models.StartTaskInformation;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.ComputePools;
import io.dropbatch.scheduler.app.port.ComputePoolsContract;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import io.dropbatch.scheduler.domain.scale.NodeNumbers;
import io.dropbatch.testing.LocalAzureOnly;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.joda.time.Period;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the contract against local Azure's Batch, or the account that the environment names; the rest is for local Azure only. */
@Timeout(60)
class AzureBatchPoolsTest extends ComputePoolsContract {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PoolSize OTHER = new PoolSize("Standard_E4s_v5", ExampleJobs.IMAGE, 4);

    @TempDir
    Path folder;

    private ContractAccount azure;
    private BatchServiceClient batch;
    private AzureBatchPools pools;

    @Override
    protected ComputePools pools() {
        azure = ContractAccount.open(folder);
        batch = azure.client;
        pools = azure.pools;
        return pools;
    }

    @Override
    protected Duration patience() {
        return azure.patience();
    }

    @AfterEach
    void stop() {
        azure.close();
    }

    @Test
    @LocalAzureOnly
    void azure_may_look_for_a_few_nodes_for_five_minutes_only_because_it_says_nothing_before() {
        pools.ensure(POOL, () -> 1);

        CloudPool made = batch.pools().get(POOL.id());

        assertThat(made.resizeTimeout()).isEqualTo(Period.minutes(5));
        assertThat(PoolParameters.allocationTimeout(500)).isEqualTo(Period.minutes(15));
        assertThat(PoolParameters.allocationTimeout(1001)).isEqualTo(Period.minutes(30));
    }

    @Test
    @LocalAzureOnly
    void takes_the_next_vm_size_where_azure_does_not_offer_the_first() {
        azure.local().faults().arm(FaultInjection.Kind.VM_SIZE, 1);

        assertThat(pools.ensure(ofTwoSizes(NodeKind.DEDICATED, ScalingMode.RESIZE), () -> 2))
                .isInstanceOf(BatchAnswer.Done.class);

        assertThat(pools.list()).singleElement().satisfies(pool -> {
            assertThat(pool.traits().vmSize()).isEqualToIgnoringCase(OTHER.vmSize());
            assertThat(pool.traits().slots()).isEqualTo(OTHER.slots());
        });
    }

    @Test
    @LocalAzureOnly
    void gives_an_empty_pool_another_vm_size() {
        PoolSpec spec = ofTwoSizes(NodeKind.DEDICATED, ScalingMode.RESIZE);
        pools.ensure(spec, () -> 0);
        await().atMost(PATIENCE)
                .until(() -> pools.list().getFirst().allocation().isSteady());

        assertThat(pools.changeSize(pools.list().getFirst(), spec, OTHER)).isInstanceOf(BatchAnswer.Done.class);

        assertThat(pools.list().getFirst().traits().vmSize()).isEqualToIgnoringCase(OTHER.vmSize());
    }

    @Test
    @LocalAzureOnly
    void sees_which_spot_nodes_azure_has_taken_away() throws Exception {
        PoolSpec spec = ofTwoSizes(NodeKind.SPOT, ScalingMode.RESIZE);
        pools.ensure(spec, () -> 2);
        await().atMost(PATIENCE).until(() -> pools.list().getFirst().nodes().equals(new NodeNumbers(0, 2)));

        preempt(spec.id());

        await().atMost(PATIENCE).until(() -> pools.list().getFirst().preempted() == 1);
        assertThat(pools.list().getFirst().nodes()).isEqualTo(new NodeNumbers(0, 1));
        assertThat(pools.list().getFirst().lacksNodes()).isFalse();
    }

    @ParameterizedTest
    @LocalAzureOnly
    @EnumSource(NodeKind.class)
    void batch_takes_the_formula_and_scales_by_it(NodeKind kind) {
        PoolSpec spec = ofTwoSizes(kind, ScalingMode.FORMULA);

        assertThat(pools.ensure(spec, () -> 2)).isInstanceOf(BatchAnswer.Done.class);

        await().atMost(PATIENCE).until(() -> batch.pools().get(spec.id()).autoScaleRun() != null);
        CloudPool pool = batch.pools().get(spec.id());
        assertThat(pool.autoScaleRun().error()).isNull();
        assertThat(pools.list().getFirst().traits().byFormula()).isTrue();
        int dedicated = kind == NodeKind.DEDICATED ? 2 : 0;
        assertThat(pools.list().getFirst().target()).isEqualTo(new NodeNumbers(dedicated, 2 - dedicated));
    }

    /** As Batch does: as the user of the server, which is root where the machine allows it, and again when it fails. */
    @Test
    @LocalAzureOnly
    void runs_the_start_task_until_it_succeeds_before_a_node_takes_tasks() throws Exception {
        Path tries = folder.resolve("tries");
        PoolSpec spec = starting("echo x >> " + tries + "; [ $(wc -l < " + tries + ") -eq 3 ]");

        pools.ensure(spec, () -> 1);

        await().atMost(PATIENCE).until(() -> nodes(spec).equals(List.of(ComputeNodeState.IDLE)));
        assertThat(Files.readAllLines(tries)).hasSize(3);
        assertThat(Files.getOwner(tries)).isEqualTo(Files.getOwner(folder));
        StartTask made = batch.pools().get(spec.id()).startTask();
        assertThat(made.userIdentity().autoUser().elevationLevel()).isEqualTo(ElevationLevel.ADMIN);
    }

    @Test
    @LocalAzureOnly
    void a_node_whose_start_task_fails_each_time_takes_no_tasks_and_says_its_exit_code() {
        PoolSpec spec = starting("exit 7");

        pools.ensure(spec, () -> 1);

        await().atMost(PATIENCE).until(() -> nodes(spec).equals(List.of(ComputeNodeState.START_TASK_FAILED)));
        StartTaskInformation start =
                batch.computeNodes().list(spec.id()).getFirst().startTaskInfo();
        assertThat(start.exitCode()).isEqualTo(7);
        assertThat(start.retryCount()).isEqualTo(2);
    }

    private static PoolSpec starting(String command) {
        return new PoolSpec("Standard_D2s_v5", ExampleJobs.IMAGE, 0, 1, 1, command);
    }

    private List<ComputeNodeState> nodes(PoolSpec spec) {
        return batch.computeNodes().list(spec.id()).stream()
                .map(ComputeNode::state)
                .toList();
    }

    @Test
    @LocalAzureOnly
    void uses_a_pool_of_the_operators_as_it_is_and_makes_none() {
        batch.pools()
                .add(PoolParameters.of(new PoolCreation(
                                POOL,
                                new PoolSize(POOL.vmSize(), POOL.image(), 1),
                                1,
                                Clock.systemUTC().instant()))
                        .withId("gpu")
                        .withMetadata(null));

        assertThat(pools.ensure(PoolSpec.given("gpu"), () -> 50)).isInstanceOf(BatchAnswer.Done.class);
        assertThat(pools.ensure(PoolSpec.given("gone"), () -> 1))
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().message()).contains("there is no pool gone"));

        assertThat(batch.pools().get("gpu").targetDedicatedNodes()).isEqualTo(1);
        assertThat(pools.list()).isEmpty();
    }

    private void preempt(String pool) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(azure.local().endpoint().resolve("/_faults"))
                .header("Authorization", "Bearer " + azure.local().key())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"preemptNode\": {\"poolId\": \"" + pool + "\", \"duration\": \"PT10M\"}}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        }
    }

    private static PoolSpec ofTwoSizes(NodeKind kind, ScalingMode scaling) {
        PoolSetup setup = new PoolSetup(kind, scaling, List.of(OTHER), null, null, null);
        return new PoolSpec("Standard_D2s_v5", ExampleJobs.IMAGE, 0, 4, 2, null, setup, null);
    }
}
