package io.dropbatch.codec.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"5s,PT5S", "20m,PT20M", "1h,PT1H", "1d,PT24H", "1h30m,PT1H30M", "250ms,PT0.25S", "PT20M,PT20M"})
    void reads_what_people_write(String text, String iso) {
        assertThat(DurationText.parse(text))
                .hasValueSatisfying(value -> assertThat(value).hasToString(iso));
    }

    @ParameterizedTest
    @CsvSource({"''", "5", "0s", "-5s", "PT0S", "-PT5S", "5 minutes", "366d", "999999999d", "1h 30m", "h"})
    void refuses_what_is_no_duration(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
