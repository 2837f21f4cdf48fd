package io.dropbatch.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.cloud.CloudAddresses;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@ExtendWith(OutputCaptureExtension.class)
class BadSettingTest {

    private static final String STORAGE = "--AZURE_STORAGE_CONNECTION_STRING=UseDevelopmentStorage=true";

    @ConfigurationProperties("test.patience")
    @Validated
    record PatienceProperties(
            @DefaultValue("10s") @PositiveDuration Duration giveUp,

            @DefaultValue("14d") @DurationMin(days = 14, message = "has to be at least 14d")
            Duration rememberClosed,

            @Valid @DefaultValue ReaderProperties readers) {}

    record ReaderProperties(@DefaultValue("1") @Min(1) int mostAtOnce) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({AzureProperties.class, PatienceProperties.class})
    static class Settings {

        Settings(AzureProperties azure, PatienceProperties patience) {
            assertThat(azure.storage().connect(CloudAddresses.ofPublicCloud(), CallObserver.NONE))
                    .isNotNull();
        }
    }

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void on_a_german_machine() {
        Locale.setDefault(Locale.GERMANY);
    }

    @AfterEach
    void back() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test.patience.give-up=0s | test.patience.give-up: has to be longer than zero, such as 10s, but is '0s'",
                "test.patience.give-up=soon | test.patience.give-up: has to be a duration such as 30s, 5m or 2h, but is"
                        + " 'soon'",
                "test.patience.remember-closed=1d | test.patience.remember-closed: has to be at least 14d, but is '1d'",
                "test.patience.readers.most-at-once=0 | test.patience.readers.most-at-once: has to be at least 1, but is"
                        + " '0'",
                "test.patience.readers.most-at-once=x | test.patience.readers.most-at-once: has to be a whole number, but"
                        + " is 'x'",
                "dropbatch.containers.outputs=Out puts | dropbatch.containers.outputs: has to be a container's name: 3-63"
                        + " of a-z, 0-9 and single '-' between them, but is 'Out puts'",
                "AZURE_BATCH_ENDPOINT=ftp://host | AZURE_BATCH_ENDPOINT: has to be an address such as"
                        + " https://<account>.<region>.batch.azure.com, but is 'ftp://host'",
                "dropbatch.batch.endpoint=localhost:1 | dropbatch.batch.endpoint: has to be an address such as"
                        + " https://<account>.<region>.batch.azure.com, but is 'localhost:1'",
            })
    void is_told_in_one_line_with_its_value_and_what_is_allowed(String setting, String line, CapturedOutput output) {
        assertThatThrownBy(() -> start(STORAGE, "--" + setting)).isNotNull();

        assertThat(errors(output))
                .singleElement()
                .asString()
                .endsWith("cannot start program=\"test-service\" explanation=\"" + line + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "AZURE_BATCH_ACCESS_KEY, s3cret!, AZURE_BATCH_ACCESS_KEY: has to be Base64",
        "AZURE_BATCH_ENDPOINT, AccountKey=s3cret, AZURE_BATCH_ENDPOINT: has to be an address",
        "AZURE_STORAGE_CONNECTION_STRING, AccountKey=s3cret, AZURE_STORAGE_CONNECTION_STRING: has to be the storage",
        "AZURE_STORAGE_CONNECTION_STRING, s3cret, AZURE_STORAGE_CONNECTION_STRING: has to be the storage",
        "AZURE_STORAGE_CONNECTION_STRING, '', AZURE_STORAGE_CONNECTION_STRING: has to be the storage",
    })
    void is_named_without_its_value_where_that_may_be_a_secret(
            String variable, String value, String line, CapturedOutput output) {
        assertThatThrownBy(() -> start("--" + variable + "=" + value)).isNotNull();

        assertThat(errors(output))
                .singleElement()
                .asString()
                .contains("cannot start program=\"test-service\" explanation=\"" + line);
        assertThat(output.getAll()).doesNotContain("s3cret");
    }

    @Test
    void names_every_setting_that_is_wrong(CapturedOutput output) {
        assertThatThrownBy(() -> start(STORAGE, "--test.patience.give-up=0s", "--test.patience.remember-closed=1d"))
                .isNotNull();

        assertThat(errors(output)).singleElement().asString().contains("give-up: ", "remember-closed: ");
    }

    @Test
    void takes_what_is_mounted_beside_the_program_before_its_own_defaults(@TempDir Path folder) throws Exception {
        Path mounted = Files.writeString(folder.resolve("application.yml"), "dropbatch.containers.inbox: drops\n");

        try (ConfigurableApplicationContext context =
                start(STORAGE, "--spring.config.additional-location=" + mounted.toUri())) {
            assertThat(context.getBean(AzureProperties.class).containers())
                    .isEqualTo(new ContainerNames("applications", "workloads", "drops", "outputs", "system"));
        }
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        return new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    private static List<String> errors(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains("ERROR")).toList();
    }
}
