package io.dropbatch.submission;

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
class SubmissionPropertiesTest {

    @EnableConfigurationProperties(SubmissionProperties.class)
    static class Settings {}

    @ParameterizedTest
    @CsvSource({
        "dropbatch.sweep.every, 0s, has to be longer than zero",
        "dropbatch.sweep.every, soon, has to be a duration",
        "dropbatch.sweep.grace, -1s, has to be at least 0s",
    })
    void names_the_setting_that_makes_no_sense(String property, String value, String rule, CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Settings.class)
                        .web(WebApplicationType.NONE)
                        .run("--" + property + "=" + value))
                .isNotNull();

        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("cannot start program=\"submission-service\" explanation=\"" + property + ": " + rule)
                .endsWith("but is '" + value + "'\"");
    }
}
