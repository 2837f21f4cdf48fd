package io.dropbatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.ConfigurationProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PropertiesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void a_missing_setting_is_named() {
        assertThatThrownBy(() -> azure(null, null).batchEndpoint())
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_BATCH_ENDPOINT: ");
    }

    @Test
    void an_address_that_is_none_is_named() {
        assertThatThrownBy(() -> azure("ftp://a b", null).batchEndpoint())
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_BATCH_ENDPOINT: ");
    }

    @Test
    void a_key_that_is_none_is_named_but_not_shown() {
        assertThatThrownBy(() -> azure("http://127.0.0.1:1", "se cret").batchKey())
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_BATCH_ACCESS_KEY: ")
                .hasMessageNotContaining("cret");
    }

    @Test
    void keys_do_not_show_in_text() {
        assertThat(azure("http://127.0.0.1:1", "c2VjcmV0").toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void a_time_of_zero_is_named() {
        assertThatThrownBy(() -> new MonitorProperties(
                        new MonitorProperties.Looks(4, Duration.ZERO, SECOND, 2, SECOND, SECOND),
                        new MonitorProperties.Sweep(SECOND, SECOND, SECOND, SECOND),
                        new MonitorProperties.Patience(SECOND, SECOND, SECOND),
                        SECOND))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("dropbatch.monitor.looks.gap: ");
    }

    private static AzureProperties azure(String endpoint, String key) {
        return new AzureProperties(endpoint, "account", key, null, null, null, "outputs", "system");
    }
}
