package io.dropbatch.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.ConfigurationProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class ConfigurationTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "no connection string", "AccountKey=c2VjcmV0"})
    void names_what_to_set_when_storage_is_unknown_and_repeats_no_secret(String connectionString) {
        StorageProperties storage = new StorageProperties(connectionString, "", "");

        assertThatThrownBy(storage::connect)
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_STORAGE_CONNECTION_STRING: ")
                .hasMessageNotContaining("c2VjcmV0");
    }

    @Test
    void does_not_print_secrets() {
        assertThat(new StorageProperties("AccountKey=a2V5", "", "").toString()).doesNotContain("a2V5");
    }

    @Test
    void names_the_container_whose_name_cannot_be() {
        assertThatThrownBy(() -> new ContainerProperties("inbox", "Out puts", "system"))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("dropbatch.containers.outputs: ");
    }

    @Test
    void names_the_setting_that_makes_no_sense() {
        assertThatThrownBy(() -> new ResultsProperties(
                        "results",
                        0,
                        Duration.ZERO,
                        1,
                        DataSize.ofBytes(1),
                        Duration.ZERO,
                        1,
                        Duration.ofHours(1),
                        Duration.ofDays(14),
                        Duration.ofMinutes(1),
                        1))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("dropbatch.results.readers: ");
    }
}
