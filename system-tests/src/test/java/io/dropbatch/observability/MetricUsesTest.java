package io.dropbatch.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} says which panel and which alert use a metric. With {@code -Dmetrics.page.write=true} that is
 * written, without a running system.
 */
class MetricUsesTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void the_page_says_what_is_used_where() {
        MetricsPage page = MetricsPage.read(PROJECT.resolve("docs/metrics.md"));

        MetricsPage wanted = page.with(page.families().values(), MetricUses.read(PROJECT.resolve("deploy")));

        if (Boolean.getBoolean("metrics.page.write")) {
            wanted.write();
            return;
        }
        assertThat(page.text())
                .as("docs/metrics.md; write it by -Dmetrics.page.write=true")
                .isEqualTo(wanted.text());
    }
}
