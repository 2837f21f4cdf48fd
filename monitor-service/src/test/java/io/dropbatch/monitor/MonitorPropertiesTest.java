package io.dropbatch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.call.CallObserver;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.service.AzureProperties;
import io.dropbatch.store.cloud.CloudAddresses;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;

@ExtendWith(OutputCaptureExtension.class)
class MonitorPropertiesTest {

    @EnableConfigurationProperties({MonitorProperties.class, AzureProperties.class})
    static class Settings {

        @Bean
        BatchObserver batch(AzureProperties azure) {
            return new MonitorConfiguration().batch(azure, CloudAddresses.ofPublicCloud(), CallObserver.NONE);
        }
    }

    private static final String ENDPOINT = "AZURE_BATCH_ENDPOINT=http://127.0.0.1:1";

    @ParameterizedTest
    @CsvSource({
        "AZURE_BATCH_ENDPOINT=, AZURE_BATCH_ENDPOINT: has to be set",
        "AZURE_BATCH_ENDPOINT=ftp://a b, AZURE_BATCH_ENDPOINT: has to be an address",
    })
    void names_the_address_that_is_missing_or_none(String setting, String line, CapturedOutput output) {
        fail(setting);

        assertThat(errors(output))
                .singleElement()
                .asString()
                .contains("cannot start program=\"monitor-service\" explanation=\"" + line);
    }

    @ParameterizedTest
    @CsvSource({
        "dropbatch.monitor.looks.gap=0s, dropbatch.monitor.looks.gap: has to be longer than zero",
        "dropbatch.monitor.looks.last-gap=, dropbatch.monitor.looks.last-gap: has to be longer than zero",
        "dropbatch.monitor.looks.threads=0, dropbatch.monitor.looks.threads: has to be at least 1",
        "dropbatch.monitor.sweep.every=-1s, dropbatch.monitor.sweep.every: has to be longer than zero",
        "dropbatch.monitor.patience.give-up=0s, dropbatch.monitor.patience.give-up: has to be longer than zero",
        "dropbatch.monitor.remember-closed=0s, dropbatch.monitor.remember-closed: has to be longer than zero",
    })
    void names_the_setting_that_makes_no_sense(String setting, String line, CapturedOutput output) {
        fail(ENDPOINT, setting);

        assertThat(errors(output))
                .singleElement()
                .asString()
                .contains("cannot start program=\"monitor-service\" explanation=\"" + line);
    }

    @Test
    void names_a_key_that_is_none_but_does_not_show_it(CapturedOutput output) {
        fail(ENDPOINT, "AZURE_BATCH_ACCESS_KEY=se cret");

        assertThat(output.getAll()).contains("AZURE_BATCH_ACCESS_KEY: ").doesNotContain("cret");
    }

    private static void fail(String... settings) {
        String[] arguments =
                Arrays.stream(settings).map(setting -> "--" + setting).toArray(String[]::new);
        assertThatThrownBy(() -> new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.NONE)
                        .run(arguments))
                .isNotNull();
    }

    private static List<String> errors(CapturedOutput output) {
        return output.getAll().lines().filter(said -> said.contains("ERROR")).toList();
    }
}
