package io.dropbatch.scheduler.adapter.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.CommandMessage;
import io.dropbatch.bus.UnprocessableException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.JobId;
import io.dropbatch.scheduler.app.port.SchedulerCommand;
import io.dropbatch.scheduler.app.port.SchedulerCommand.HandOverSlice;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in the queue may be older than the service that reads them: the texts here are never changed. */
class SchedulerCommandCodecTest {

    private static final JobId JOB = new JobId("sum-aaaaaaaaaaaaaaaaaaaa-1");
    private static final String KEY = JOB + ":1:12:3:1763805600000";

    private final SchedulerCommandCodec codec = new SchedulerCommandCodec();

    @Test
    void a_slice_is_written_and_read_in_one_form() {
        assertForm(new HandOverSlice(JOB, 1, 12, KEY, null), """
                {"kind":"submit-slice","key":"sum-aaaaaaaaaaaaaaaaaaaa-1:1:12:3:1763805600000",\
                "data":{"job":"sum-aaaaaaaaaaaaaaaaaaaa-1","level":"1","slice":"12"}}""");
    }

    @Test
    void a_slice_that_is_tried_later_says_when() {
        assertForm(new HandOverSlice(JOB, 1, 12, KEY, Instant.parse("2026-11-22T10:00:15Z")), """
                {"kind":"submit-slice","key":"sum-aaaaaaaaaaaaaaaaaaaa-1:1:12:3:1763805600000",\
                "data":{"job":"sum-aaaaaaaaaaaaaaaaaaaa-1","level":"1","slice":"12"},"notBefore":"2026-11-22T10:00:15Z"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"level":"0","slice":"0"}                                        | 'job'
            {"job":"no job","level":"0","slice":"0"}                         | 'job'
            {"job":"sum-aaaaaaaaaaaaaaaaaaaa-1","level":"one","slice":"0"}   | 'level'
            {"job":"sum-aaaaaaaaaaaaaaaaaaaa-1","level":"0"}                 | 'slice'
            """)
    void a_malformed_slice_is_refused_with_the_field(String data, String field) {
        CommandMessage message =
                ModelJson.read("{\"kind\":\"submit-slice\",\"key\":\"k\",\"data\":" + data + "}", CommandMessage.class);

        assertThatThrownBy(() -> codec.read(message))
                .isInstanceOf(UnprocessableException.class)
                .hasMessageContaining("field " + field);
    }

    private void assertForm(SchedulerCommand command, String json) {
        assertThat(new String(ModelJson.write(codec.write(command)), UTF_8)).isEqualTo(json);
        assertThat(codec.read(ModelJson.read(json, CommandMessage.class))).isEqualTo(command);
    }
}
