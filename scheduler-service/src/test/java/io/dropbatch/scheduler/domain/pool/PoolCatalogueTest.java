package io.dropbatch.scheduler.domain.pool;

import static io.dropbatch.scheduler.ExampleJobs.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.NodeKind;
import io.dropbatch.model.workload.PoolTemplate;
import io.dropbatch.scheduler.ExampleJobs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolCatalogueTest {

    private final PoolCatalogue catalogue = catalogue(new NodeSlots(256, 0));

    @Test
    void cuts_down_what_is_too_much() {
        PoolCatalogue small = catalogue(new NodeSlots(4, 0));

        PoolChoice choice = small.choose(new PoolTemplate("Standard_D4s_v5", "ubuntu-22.04", 20, 50, 16, "true"));

        assertThat(choice)
                .isEqualTo(new PoolChoice.Chosen(
                        new PoolSpec("Standard_D4s_v5", IMAGE, 10, 10, 4, "true"),
                        List.of("pool.slotsPerNode is 16, but the operator allows 4.")));
    }

    @ParameterizedTest
    @CsvSource({"Standard_D2s_v5, 2", "Standard_F72s_v2, 72", "Standard_E8-4s_v5, 4", "Standard_M416ms_v2, 256"})
    void runs_as_many_tasks_as_the_node_has_cores_when_the_workload_does_not_say(String size, int slots) {
        PoolChoice.Chosen chosen = chosen(catalogue, size, null);

        assertThat(chosen.pool().slotsPerNode()).isEqualTo(slots);
        assertThat(chosen.notes()).isEmpty();
    }

    @Test
    void runs_one_task_on_a_node_of_unknown_size_and_says_so() {
        PoolChoice.Chosen chosen = chosen(catalogue, "Standard_Quantum", null);

        assertThat(chosen.pool().slotsPerNode()).isEqualTo(1);
        assertThat(chosen.notes()).singleElement().asString().contains("Standard_Quantum", "pool.slotsPerNode");
    }

    @Test
    void takes_the_operators_number_where_nodes_are_not_what_their_size_says() {
        PoolCatalogue laptop = catalogue(new NodeSlots(7, 6));

        assertThat(chosen(laptop, "Standard_D2s_v5", null).pool().slotsPerNode())
                .isEqualTo(6);
        assertThat(chosen(laptop, "Standard_D2s_v5", 3).pool().slotsPerNode()).isEqualTo(3);
    }

    @Test
    void never_asks_batch_for_more_than_it_allows() {
        PoolChoice.Chosen wish = chosen(catalogue, "Standard_D2s_v5", 64);
        PoolCatalogue manyCores = catalogue(new NodeSlots(65, 64));

        assertThat(wish.pool().slotsPerNode()).isEqualTo(8);
        assertThat(wish.notes()).singleElement().asString().contains("64", "8", "Standard_D2s_v5");
        assertThat(chosen(manyCores, "Standard_D2s_v5", null).pool().slotsPerNode())
                .isEqualTo(8);
    }

    @Test
    void names_the_images_that_it_knows() {
        PoolChoice choice = catalogue.choose(new PoolTemplate("Standard_D4s_v5", "windows-3.1", 0, 1, 1, null));

        assertThat(choice).isInstanceOfSatisfying(PoolChoice.Impossible.class, impossible -> {
            assertThat(impossible.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
            assertThat(impossible.failure().message()).contains("windows-3.1", "ubuntu-22.04");
        });
    }

    @Test
    void gives_the_same_wish_the_same_pool_and_another_wish_another() {
        PoolSpec one = new PoolSpec("Standard_D4s_v5", IMAGE, 0, 4, 2, null);

        assertThat(one.id()).isEqualTo(new PoolSpec("standard_d4s_v5", IMAGE, 0, 4, 2, null).id());
        assertThat(one.id()).isNotEqualTo(new PoolSpec("Standard_D4s_v5", IMAGE, 0, 4, 2, "true").id());
        assertThat(one.id()).matches("dropbatch-[0-9a-f]{16}");
    }

    @ParameterizedTest
    @CsvSource({
        "Standard_D2s_v5, 22_04-lts",
        "Standard_D2_v3, 22_04-lts-gen1",
        "Standard_A2_v2, 22_04-lts-gen1",
        "Standard_F2, 22_04-lts-gen1",
        "Standard_NC6, 22_04-lts-gen1",
        "Standard_DS2_v2, 22_04-lts",
        "Standard_D2_v4, 22_04-lts",
        "Standard_E8-4ds_v5, 22_04-lts",
        "Standard_B2ms, 22_04-lts",
        "Standard_Quantum, 22_04-lts"
    })
    void takes_the_image_of_the_generation_that_the_size_starts(String size, String sku) {
        assertThat(chosen(catalogue, size, 1).pool().image().sku()).isEqualTo(sku);
    }

    @Test
    void makes_the_pool_of_a_profile_within_its_limits() {
        PoolTemplate wish = PoolTemplate.ofProfile("memory", 1, 10_000, null, "apt-get install jq", null);

        PoolSpec pool = ((PoolChoice.Chosen) offering().choose(wish)).pool();

        assertThat(pool.sizes())
                .containsExactly(
                        new PoolSize("Standard_E4s_v5", IMAGE, 4),
                        new PoolSize(
                                "Standard_E2_v3",
                                new NodeImage("canonical", "jammy", "22_04-lts-gen1", "latest", IMAGE.nodeAgent()),
                                2));
        assertThat(pool.maxNodes()).isEqualTo(6);
        assertThat(pool.minNodes()).isEqualTo(1);
        assertThat(pool.kind()).isEqualTo(NodeKind.SPOT);
        assertThat(pool.startTask()).isEqualTo("( mount /data\n) && ( apt-get install jq\n)");
        assertThat(pool.id()).matches("dropbatch-[0-9a-f]{16}");
    }

    @Test
    void lets_the_workload_say_the_kind_of_nodes() {
        PoolTemplate wish = PoolTemplate.ofProfile("memory", 0, 2, null, null, NodeKind.SPOT_THEN_DEDICATED);

        PoolSpec pool = ((PoolChoice.Chosen) offering().choose(wish)).pool();

        assertThat(pool.kind()).isEqualTo(NodeKind.SPOT_THEN_DEDICATED);
    }

    @Test
    void names_what_a_wrong_profile_may_mean() {
        PoolChoice choice = offering().choose(PoolTemplate.ofProfile("memry", 0, 1, null, null, null));

        assertThat(choice).isInstanceOfSatisfying(PoolChoice.Impossible.class, impossible -> {
            assertThat(impossible.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
            assertThat(impossible.failure().message())
                    .contains("pool.profile 'memry'", "[memory]", "dropbatch.pools.profiles");
        });
    }

    @Test
    void uses_a_pool_of_the_operators_only_if_it_is_shared() {
        assertThat(offering().choose(PoolTemplate.ofId("gpu-pool")))
                .isEqualTo(new PoolChoice.Chosen(PoolSpec.given("gpu-pool"), List.of()));
        assertThat(PoolSpec.given("gpu-pool").id()).isEqualTo("gpu-pool");
        assertThat(offering().choose(PoolTemplate.ofId("payroll")))
                .isInstanceOfSatisfying(
                        PoolChoice.Impossible.class,
                        impossible -> assertThat(impossible.failure().message())
                                .contains("pool.id 'payroll'", "dropbatch.pools.shared"));
    }

    @Test
    void gives_a_task_of_several_nodes_whole_nodes_that_may_reach_each_other() {
        PoolTemplate wish = new PoolTemplate("Standard_D4s_v5", "ubuntu-22.04", 0, 40, null, null);

        PoolSpec pool = ((PoolChoice.Chosen) offering().choose(wish, 3)).pool();

        assertThat(pool.isConnected()).isTrue();
        assertThat(pool.slotsPerNode()).isEqualTo(1);
        assertThat(pool.maxNodes()).isEqualTo(20);
        assertThat(pool.id())
                .isNotEqualTo(
                        ((PoolChoice.Chosen) offering().choose(wish, 2)).pool().id());
        assertThat(List.of(pool.nodesFor(1, 1), pool.nodesFor(2, 1), pool.nodesFor(100, 1)))
                .as("whole tasks, and none that would wait for a part of its nodes")
                .containsExactly(3, 6, 18);
    }

    @Test
    void refuses_a_pool_on_which_a_task_of_several_nodes_would_wait_for_ever() {
        PoolTemplate small = new PoolTemplate("Standard_D4s_v5", "ubuntu-22.04", 0, 40, null, null);
        PoolTemplate mixed = new PoolTemplate(
                "Standard_D4s_v5", "ubuntu-22.04", 0, 4, null, null, NodeKind.SPOT_THEN_DEDICATED, null, null);

        assertThat(refusal(small, 21))
                .isEqualTo(
                        "tasks.nodes is 21, but this pool may have 20 here: ask for fewer, or ask the operator to raise"
                                + " dropbatch.scheduler.pool-limits");
        assertThat(refusal(mixed, 2))
                .startsWith("tasks.nodes is 2, but the pool's profile mixes spot and dedicated nodes");
        assertThat(refusal(PoolTemplate.ofId("gpu-pool"), 2)).isEqualTo("pool.id cannot be used, as tasks.nodes is 2");
    }

    private static String refusal(PoolTemplate wish, int nodes) {
        return ((PoolChoice.Impossible) offering().choose(wish, nodes))
                .failure()
                .message();
    }

    private static PoolCatalogue offering() {
        PoolSetup spot = new PoolSetup(NodeKind.SPOT, ScalingMode.RESIZE, List.of(), null, null, null);
        PoolProfile memory =
                new PoolProfile(List.of("Standard_E4s_v5", "Standard_E2_v3"), "ubuntu-22.04", 6, "mount /data", spot);
        PoolProfiles profiles = new PoolProfiles(
                Map.of("memory", memory), Set.of("gpu-pool"), (name, known) -> ": known are " + known + ".");
        return new PoolCatalogue(
                Map.of("ubuntu-22.04", ExampleJobs.MARKETPLACE_IMAGE), 10, 20, new NodeSlots(256, 0), profiles);
    }

    private static PoolCatalogue catalogue(NodeSlots slots) {
        return new PoolCatalogue(
                Map.of("ubuntu-22.04", ExampleJobs.MARKETPLACE_IMAGE), 10, 0, slots, PoolProfiles.none());
    }

    private static PoolChoice.Chosen chosen(PoolCatalogue catalogue, String size, Integer slots) {
        return (PoolChoice.Chosen) catalogue.choose(new PoolTemplate(size, "ubuntu-22.04", 0, 4, slots, null));
    }
}
