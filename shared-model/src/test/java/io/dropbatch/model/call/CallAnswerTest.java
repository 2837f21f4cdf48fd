package io.dropbatch.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallAnswerTest {

    @ParameterizedTest
    @CsvSource({
        "200, ok",
        "201, ok",
        "304, ok",
        "404, not-found",
        "409, conflict",
        "412, conflict",
        "429, throttled",
        "503, busy",
        "400, client-error",
        "403, client-error",
        "500, server-error",
        "504, server-error"
    })
    void tells_throttling_from_a_busy_server_and_both_from_other_errors(int status, String answer) {
        assertThat(CallAnswer.ofStatus(status).value()).isEqualTo(answer);
    }
}
