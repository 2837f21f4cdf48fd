package io.dropbatch.scheduler.domain;

import static io.dropbatch.scheduler.ExampleJobs.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.workload.PoolTemplate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolCatalogueTest {

    private final PoolCatalogue catalogue = new PoolCatalogue(Map.of("ubuntu-22.04", IMAGE), 10, 4);

    @Test
    void cuts_down_what_is_too_much() {
        PoolChoice choice = catalogue.choose(new PoolTemplate("Standard_D4s_v5", "ubuntu-22.04", 20, 50, 64, "true"));

        assertThat(choice).isEqualTo(new PoolChoice.Chosen(new PoolSpec("Standard_D4s_v5", IMAGE, 10, 10, 4, "true")));
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
}
