package io.dropbatch.localazure.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContainerAddressesTest {

    private final ContainerAddresses addresses = new ContainerAddresses("azure", port -> port + 20_000, "a2V5");

    @Test
    void storage_is_reached_under_the_mapped_ports() {
        assertThat(addresses.storageConnectionString())
                .startsWith("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=")
                .endsWith(";BlobEndpoint=http://azure:30000/devstoreaccount1"
                        + ";TableEndpoint=http://azure:30002/devstoreaccount1;");
    }

    @Test
    void the_bus_is_reached_under_the_mapped_ports() {
        assertThat(addresses.serviceBusConnectionString())
                .isEqualTo("Endpoint=sb://azure:25672;SharedAccessKeyName=RootManageSharedAccessKey"
                        + ";SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;");
        assertThat(addresses.serviceBusAdministrationEndpoint()).hasToString("http://azure:25300");
    }

    @Test
    void batch_is_reached_under_the_mapped_port() {
        assertThat(addresses.batchEndpoint()).hasToString("http://azure:30010");
    }

    @Test
    void programs_get_all_of_them() {
        assertThat(addresses.environment())
                .containsOnlyKeys(
                        "AZURE_STORAGE_CONNECTION_STRING",
                        "AZURE_SERVICEBUS_CONNECTION_STRING",
                        "AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT",
                        "AZURE_BATCH_ENDPOINT",
                        "AZURE_BATCH_ACCOUNT",
                        "AZURE_BATCH_ACCESS_KEY")
                .containsEntry("AZURE_BATCH_ACCESS_KEY", "a2V5");
    }

    @Test
    void no_key_is_in_their_text() {
        assertThat(addresses).hasToString("ContainerAddresses[http://azure:30010]");
    }
}
