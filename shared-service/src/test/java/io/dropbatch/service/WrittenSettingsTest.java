package io.dropbatch.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class WrittenSettingsTest {

    private final WrittenSettings settings = new WrittenSettings(environment());

    @ParameterizedTest
    @CsvSource({
        "server.port, SERVER_PORT",
        "dropbatch.results.large-level, DROPBATCH_RESULTS_LARGELEVEL",
        "dropbatch.batch.endpoint, AZURE_BATCH_ENDPOINT",
        "dropbatch.sweep.every, dropbatch.sweep.every",
        "dropbatch.sweep.grace, dropbatch.sweep.grace",
    })
    void have_the_name_of_the_variable_that_gave_them(String property, String name) {
        assertThat(settings.nameOf(property)).isEqualTo(name);
    }

    @Test
    void have_their_value_in_the_users_own_spelling() {
        assertThat(settings.shownValueOf("dropbatch.sweep.every")).contains("1 day");
        assertThat(settings.shownValueOf("dropbatch.sweep.grace")).isEmpty();
    }

    private static StandardEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        MutablePropertySources sources = environment.getPropertySources();
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("SERVER_PORT", "http", "DROPBATCH_RESULTS_LARGELEVEL", "0")));
        sources.addLast(new MapPropertySource(
                "application.yml",
                Map.of(
                        "server.port", "${SERVER_PORT:8084}",
                        "dropbatch.results.large-level", "2000",
                        "dropbatch.batch.endpoint", "${AZURE_BATCH_ENDPOINT:}",
                        "dropbatch.sweep.every", "1 day")));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
