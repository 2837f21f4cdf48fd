package io.dropbatch.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AzurePropertiesTest {

    private static final String ENDPOINT = "http://127.0.0.1:1";

    @Test
    void does_not_print_secrets() {
        AzureProperties azure = new AzureProperties(
                new StorageAddress("AccountKey=a2V5", "", ""),
                new BatchAddress(ENDPOINT, "account", "a2V5", ""),
                new ContainerNames("applications", "workloads", "inbox", "outputs", "system"));

        assertThat(azure.toString()).doesNotContain("a2V5");
    }

    @Test
    void names_the_endpoint_that_a_service_cannot_do_without() {
        assertThatThrownBy(() -> new BatchAddress("", "account", "a2V5", "").required())
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("dropbatch.batch.endpoint: ");
    }

    @Test
    void names_the_account_that_a_key_lacks() {
        assertThatThrownBy(() -> new BatchAddress(ENDPOINT, "", "a2V5", "").required())
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessageStartingWith("dropbatch.batch.account: ");
    }

    @Test
    void needs_no_account_to_use_an_identity() {
        BatchAddress address = new BatchAddress(ENDPOINT, "", "", "");

        assertThat(address.required()).isEqualTo(address);
    }

    @Test
    void leaves_out_the_line_end_that_a_secret_file_brought_along() {
        assertThat(new BatchAddress(ENDPOINT + "\n", "account\n", "a2V5\n", ""))
                .isEqualTo(new BatchAddress(ENDPOINT, "account", "a2V5", ""));
    }

    @Test
    void knows_whether_signatures_can_be_made() {
        assertThat(new StorageAddress("AccountKey=a2V5", "", "").hasKey()).isTrue();
        assertThat(new StorageAddress("", "https://a", "https://b").hasKey()).isFalse();
    }
}
