package io.dropbatch.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {

    @TempDir
    private Path home;

    @Test
    void reads_what_the_local_system_wrote() throws IOException {
        Files.writeString(home.resolve("local.env"), "# local\nRESULTS_URL='http://127.0.0.1:8084'\nODD='it'\\''s'\n");

        ClientSettings settings = ClientSettings.load(Map.of(), home);

        assertThat(settings.require("RESULTS_URL")).isEqualTo("http://127.0.0.1:8084");
        assertThat(settings.require("ODD")).isEqualTo("it's");
    }

    @Test
    void prefers_an_account_named_by_the_environment_and_mixes_in_nothing_local() throws IOException {
        Files.writeString(home.resolve("local.env"), "RESULTS_URL='http://127.0.0.1:8084'\n");

        ClientSettings settings = ClientSettings.load(Map.of("AZURE_STORAGE_CONNECTION_STRING", "cloud"), home);

        assertThat(settings.require("AZURE_STORAGE_CONNECTION_STRING")).isEqualTo("cloud");
        assertThat(settings.find("RESULTS_URL")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acme, '', acme.servicebus.windows.net",
        "acme.servicebus.windows.net, '', acme.servicebus.windows.net",
        "acme, AzureChinaCloud, acme.servicebus.chinacloudapi.cn",
    })
    void takes_a_namespace_of_the_bus_as_the_services_do(String namespace, String cloud, String full) {
        assertThat(ClientSettings.of(Map.of("AZURE_CLOUD", cloud)).cloud().fullNamespace(namespace))
                .isEqualTo(full);
    }

    @Test
    void names_the_clouds_where_it_does_not_know_the_one_that_is_set() {
        assertThatThrownBy(
                        () -> ClientSettings.of(Map.of("AZURE_CLOUD", "Mars")).cloud())
                .isInstanceOf(CliException.class)
                .hasMessage("AZURE_CLOUD has to be one of AzureCloud, AzureUSGovernment, AzureChinaCloud");
    }

    @Test
    void says_what_to_do_when_nothing_runs() {
        assertThatThrownBy(() -> ClientSettings.load(Map.of(), home).require("AZURE_STORAGE_CONNECTION_STRING"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("./dropbatch up");
    }
}
