package io.dropbatch.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class BuildDetailsTest {

    @Test
    void the_build_has_filled_in_version_and_revision() {
        BuildDetails build = BuildDetails.read();

        assertThat(build.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
        assertThat(build.revision()).matches("unknown|[0-9a-f]{12}");
    }

    @Test
    void are_a_metric_that_is_always_one() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();

        new BuildDetails("1.2.3", "abc").bindTo(meters);

        assertThat(meters.get("dropbatch.build.info")
                        .tags("version", "1.2.3", "revision", "abc")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }
}
