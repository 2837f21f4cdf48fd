package io.dropbatch.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTest {

    @EnableConfigurationProperties({ResultsProperties.class, VerificationProperties.class})
    static class Settings {}

    @ParameterizedTest
    @CsvSource({
        "table, 1st, 'has to be 3-63 letters and digits, a letter first'",
        "readers, 0, has to be from 1 to 256",
        "readers, 257, has to be from 1 to 256",
        "clock-tolerance, -1s, has to be at least 0s",
        "recheck-outputs, 100001, has to be from 0 to 100000",
        "recheck-bytes, -1MB, has to be at least 0",
        "progress-interval, -1s, has to be at least 0s",
        "large-level, 0, has to be at least 1",
        "give-up-after, 0s, has to be longer than zero",
        "remember-closed, 13d, has to be at least 14d",
        "sweep-every, 0s, has to be longer than zero",
        "downloads, 101, has to be from 1 to 100",
        "downloads, many, has to be a whole number",
    })
    void names_the_setting_that_makes_no_sense(String property, String value, String rule, CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.NONE)
                        .run("--dropbatch.results." + property + "=" + value))
                .isNotNull();

        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("cannot start program=\"results-service\" explanation=\"dropbatch.results." + property + ": "
                        + rule)
                .endsWith("but is '" + value + "'\"");
    }
}
