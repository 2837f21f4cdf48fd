package io.dropbatch.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.ConfigurationProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:10010", "ftp://host", "http://"})
    void names_the_endpoint_that_is_missing_or_wrong(String endpoint) {
        assertThatThrownBy(() -> new BatchProperties(endpoint, "account", "a2V5", ""))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_BATCH_ENDPOINT: ");
    }

    @Test
    void names_the_key_that_is_none_without_repeating_it() {
        assertThatThrownBy(() -> new BatchProperties("http://127.0.0.1:1", "account", "s3cret!", ""))
                .hasMessageStartingWith("AZURE_BATCH_ACCESS_KEY: ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void names_the_account_that_a_key_lacks() {
        assertThatThrownBy(() -> new BatchProperties("http://127.0.0.1:1", "", "a2V5", ""))
                .hasMessageStartingWith("AZURE_BATCH_ACCOUNT: ");
    }

    @Test
    void does_not_print_secrets() {
        assertThat(new BatchProperties("http://127.0.0.1:1", "account", "a2V5", "").toString())
                .doesNotContain("a2V5");
        assertThat(new StorageProperties("AccountKey=a2V5", "", "").toString()).doesNotContain("a2V5");
    }

    @Test
    void names_the_connection_string_that_is_missing() {
        assertThatThrownBy(() -> new StorageProperties("", "", "").connect())
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("AZURE_STORAGE_CONNECTION_STRING: ");
    }
}
