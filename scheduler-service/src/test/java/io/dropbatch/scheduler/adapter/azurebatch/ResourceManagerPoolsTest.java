package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.scheduler.ExampleJobs;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.domain.pool.NodeDisk;
import io.dropbatch.scheduler.domain.pool.NodeNetwork;
import io.dropbatch.scheduler.domain.pool.PoolSetup;
import io.dropbatch.scheduler.domain.pool.PoolSize;
import io.dropbatch.scheduler.domain.pool.PoolSpec;
import io.dropbatch.scheduler.domain.pool.PublicAddress;
import io.dropbatch.scheduler.domain.pool.ScalingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Pools whose nodes carry an identity, made through a stand-in for Azure's resource manager over a real socket. */
@Timeout(60)
class ResourceManagerPoolsTest {

    private static final String NODES =
            "/subscriptions/s/resourceGroups/rg/providers/" + "Microsoft.ManagedIdentity/userAssignedIdentities/nodes";
    private static final String OWN = NODES + "-of-profile";
    private static final PoolSize OTHER = new PoolSize("Standard_E2s_v5", ExampleJobs.IMAGE, 2);

    @TempDir
    Path folder;

    private final AtomicInteger credentials = new AtomicInteger();
    private BatchServer server;
    private BatchServiceClient batch;
    private ResourceManagerStub manager;

    @BeforeEach
    void start() {
        server = BatchServer.start(BatchOptions.in(folder));
        batch = BatchClientFactory.open(server.endpoint().toString(), server.account(), server.key());
        manager = new ResourceManagerStub(batch);
    }

    @AfterEach
    void stop() {
        manager.close();
        server.close();
    }

    @Test
    void makes_a_pool_with_the_identities_of_all_nodes_and_of_its_profile_once() {
        AzureBatchPools pools = pools(ResourceManagerStub.ACCOUNT);
        assertThat(credentials).hasValue(0);

        assertDone(pools.ensure(spec(), () -> 2));
        assertDone(pools(ResourceManagerStub.ACCOUNT).ensure(spec(), () -> 2));

        assertThat(manager.complaints).isEmpty();
        JsonNode pool = manager.pools.getFirst();
        assertThat(manager.pools).hasSize(1);
        assertThat(pool.at("/identity/type").asText()).isEqualTo("UserAssigned");
        assertThat(pool.at("/identity/userAssignedIdentities").toString())
                .isEqualTo("{\"" + NODES + "\":{},\"" + OWN + "\":{}}");
        assertThat(pools.list())
                .singleElement()
                .satisfies(made -> assertThat(made.id()).isEqualTo(spec().id()));
    }

    @Test
    void writes_network_disk_start_task_and_scale_as_the_resource_manager_reads_them() {
        assertDone(pools(ResourceManagerStub.ACCOUNT).ensure(spec(), () -> 2));

        JsonNode properties = manager.pools.getFirst().path("properties");
        assertThat(properties.path("networkConfiguration").toString())
                .isEqualTo("{\"subnetId\":\"/subscriptions/s/subnet\",\"publicIPAddressConfiguration\":"
                        + "{\"provision\":\"NoPublicIPAddresses\"}}");
        assertThat(properties.path("targetNodeCommunicationMode").asText()).isEqualTo("Simplified");
        assertThat(properties
                        .at("/deploymentConfiguration/virtualMachineConfiguration/osDisk")
                        .toString())
                .isEqualTo("{\"diskSizeGB\":64,\"managedDisk\":{\"storageAccountType\":\"Premium_LRS\"}}");
        assertThat(properties.path("scaleSettings").toString())
                .isEqualTo("{\"fixedScale\":{\"targetDedicatedNodes\":2,\"targetLowPriorityNodes\":0,"
                        + "\"resizeTimeout\":\"PT5M\"}}");
        assertThat(properties.path("startTask").toString())
                .isEqualTo("{\"commandLine\":\"/bin/sh -c 'eval \\\"$DROPBATCH_START_TASK\\\"'\","
                        + "\"maxTaskRetryCount\":2,\"waitForSuccess\":true,\"environmentSettings\":[{\"name\":"
                        + "\"DROPBATCH_START_TASK\",\"value\":\"true\"}],\"userIdentity\":{\"autoUser\":"
                        + "{\"scope\":\"Pool\",\"elevationLevel\":\"Admin\"}}}");
    }

    @Test
    void takes_the_next_vm_size_where_azure_does_not_offer_the_first() {
        manager.refuseWith = 400;
        manager.refusal = "{\"error\": {\"code\": \"InvalidPropertyValue\", \"message\": \"The value is invalid."
                + " PropertyName: vmSize\"}}";

        assertDone(pools(ResourceManagerStub.ACCOUNT).ensure(spec(), () -> 2));

        assertThat(batch.pools().get(spec().id()).vmSize()).isEqualToIgnoringCase(OTHER.vmSize());
    }

    @Test
    void says_which_roles_are_missing_and_tries_again() {
        manager.refuseWith = 403;
        manager.refusal = "{\"error\": {\"code\": \"LinkedAuthorizationFailed\", \"message\": \"no permission\"}}";

        BatchAnswer answer = pools(ResourceManagerStub.ACCOUNT).ensure(spec(), () -> 2);

        assertThat(answer)
                .isInstanceOfSatisfying(
                        BatchAnswer.NotNow.class,
                        notNow -> assertThat(notNow.reason().message())
                                .contains("LinkedAuthorizationFailed", "Managed Identity Operator"));
    }

    @Test
    void waits_for_room_in_a_full_account() {
        manager.refuseWith = 409;
        manager.refusal = "{\"error\": {\"code\": \"PoolQuotaReached\", \"message\": \"full\"}}";

        assertThat(pools(ResourceManagerStub.ACCOUNT).ensure(spec(), () -> 2))
                .isInstanceOfSatisfying(
                        BatchAnswer.Full.class,
                        full -> assertThat(full.reason().code()).isEqualTo(FailureCode.QUOTA));
    }

    @Test
    void says_what_to_set_when_the_account_is_not_known_and_asks_nobody() {
        assertThat(pools("").ensure(spec(), () -> 2))
                .isInstanceOfSatisfying(
                        BatchAnswer.Never.class,
                        never -> assertThat(never.reason().message()).contains("dropbatch.pools.account-id"));
        assertThat(credentials).hasValue(0);
    }

    private AzureBatchPools pools(String account) {
        ResourceManagerPools through = new ResourceManagerPools(manager.address(), account, this::credential);
        return new AzureBatchPools(batch, through, NODES, Clock.systemUTC());
    }

    /** A token says for whom it is. */
    private TokenCredential credential() {
        credentials.incrementAndGet();
        return context -> Mono.just(new AccessToken(
                "token for " + context.getScopes().getFirst(),
                OffsetDateTime.now().plusHours(1)));
    }

    private static PoolSpec spec() {
        PoolSetup setup = new PoolSetup(
                NodeKind.DEDICATED,
                ScalingMode.RESIZE,
                List.of(OTHER),
                OWN,
                new NodeNetwork("/subscriptions/s/subnet", PublicAddress.NONE, List.of(), true),
                new NodeDisk(64, "premium_lrs"));
        return new PoolSpec("Standard_D2s_v5", ExampleJobs.IMAGE, 0, 4, 2, "true", setup, null);
    }

    private static void assertDone(BatchAnswer answer) {
        assertThat(answer).isInstanceOf(BatchAnswer.Done.class);
    }
}
