package io.dropbatch.service.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.service.ConfigurationProblem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class CloudSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "acme, AzureCloud, servicebus.windows.net, https://login.microsoftonline.com/",
        "acme.servicebus.windows.net, AzureCloud, servicebus.windows.net, https://login.microsoftonline.com/",
        "acme, AzureChinaCloud, servicebus.chinacloudapi.cn, https://login.chinacloudapi.cn/",
        "acme.bus.example, AzureUSGovernment, bus.example, https://login.microsoftonline.us/",
    })
    void takes_a_namespace_by_its_bare_and_by_its_full_name(
            String namespace, String cloud, String domain, String authority) {
        StandardEnvironment environment =
                process(Map.of("spring.cloud.azure.servicebus.namespace", namespace, "AZURE_CLOUD", cloud));

        assertThat(environment.getProperty("spring.cloud.azure.servicebus.namespace"))
                .isEqualTo("acme");
        assertThat(environment.getProperty("spring.cloud.azure.servicebus.domain-name"))
                .isEqualTo(domain);
        assertThat(environment.getProperty("spring.cloud.azure.profile.environment.active-directory-endpoint"))
                .isEqualTo(authority);
    }

    @Test
    void leaves_a_connection_string_alone() {
        assertThat(process(Map.of("spring.cloud.azure.servicebus.namespace", ""))
                        .getPropertySources()
                        .contains("cloud"))
                .isFalse();
    }

    @Test
    void names_the_clouds_where_it_does_not_know_the_one_that_is_set() {
        assertThatThrownBy(() ->
                        process(Map.of("spring.cloud.azure.servicebus.namespace", "acme", "AZURE_CLOUD", "AzureMars")))
                .isInstanceOf(ConfigurationProblem.class)
                .hasMessage("AZURE_CLOUD: has to be one of AzureCloud, AzureUSGovernment, AzureChinaCloud");
    }

    private static StandardEnvironment process(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new CloudSettings().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
