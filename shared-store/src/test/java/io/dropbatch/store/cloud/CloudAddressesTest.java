package io.dropbatch.store.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudAddressesTest {

    @Test
    void is_the_public_cloud_unless_another_is_named() {
        assertThat(of(Map.of())).isEqualTo(CloudAddresses.ofPublicCloud());
        assertThat(of(Map.of("AZURE_CLOUD", " ", "AZURE_BATCH_AUDIENCE", "")))
                .isEqualTo(CloudAddresses.ofPublicCloud());
    }

    @ParameterizedTest
    @CsvSource({
        "AzureCloud, https://batch.core.windows.net//.default, acme.servicebus.windows.net,"
                + " https://login.microsoftonline.com/, https://management.azure.com",
        "AzureUSGovernment, https://batch.core.usgovcloudapi.net//.default, acme.servicebus.usgovcloudapi.net,"
                + " https://login.microsoftonline.us/, https://management.usgovcloudapi.net",
        "AzureChinaCloud, https://batch.chinacloudapi.cn//.default, acme.servicebus.chinacloudapi.cn,"
                + " https://login.chinacloudapi.cn/, https://management.chinacloudapi.cn",
    })
    void knows_each_cloud(String name, String scope, String namespace, String authority, String manager) {
        CloudAddresses cloud = of(Map.of("AZURE_CLOUD", name));

        assertThat(cloud.batchScope()).isEqualTo(scope);
        assertThat(cloud.fullNamespace("acme")).isEqualTo(namespace);
        assertThat(cloud.authority()).isEqualTo(authority);
        assertThat(cloud.resourceManager()).isEqualTo(manager);
    }

    @Test
    void takes_each_address_from_the_environment_where_it_is_set() {
        CloudAddresses cloud = of(Map.of(
                "AZURE_CLOUD", "AzureUSGovernment",
                "AZURE_AUTHORITY_HOST", "https://login.example/",
                "AZURE_BATCH_AUDIENCE", "https://batch.example/",
                "AZURE_SERVICEBUS_DOMAIN", "bus.example",
                "AZURE_RESOURCE_MANAGER_ENDPOINT", "https://manager.example/"));

        assertThat(cloud)
                .isEqualTo(new CloudAddresses(
                        "https://login.example/", "https://batch.example/", "bus.example", "https://manager.example"));
    }

    @Test
    void takes_a_full_name_of_a_namespace_as_it_is() {
        assertThat(CloudAddresses.ofPublicCloud().fullNamespace("acme.servicebus.usgovcloudapi.net"))
                .isEqualTo("acme.servicebus.usgovcloudapi.net");
    }

    @Test
    void says_which_clouds_there_are() {
        assertThatThrownBy(() -> of(Map.of("AZURE_CLOUD", "Mars")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("has to be one of AzureCloud, AzureUSGovernment, AzureChinaCloud");
    }

    private static CloudAddresses of(Map<String, String> environment) {
        return CloudAddresses.of(environment::get);
    }
}
