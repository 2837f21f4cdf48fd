package io.dropbatch.scheduler.adapter.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.CommandMessage;
import io.dropbatch.bus.UnprocessableException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
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
        assertForm(new HandOverSlice(JOB, 1, 12, false, KEY, null), """
                {"kind":"submit-slice","key":"sum-aaaaaaaaaaaaaaaaaaaa-1:1:12:3:1763805600000",\
                "data":{"job":"sum-aaaaaaaaaaaaaaaaaaaa-1","level":"1","slice":"12"}}""");
    }

    @Test
    void a_slice_that_is_tried_later_says_when() {
        assertForm(new HandOverSlice(JOB, 1, 12, false, KEY, Instant.parse("2026-11-22T10:00:15Z")), """
                {"kind":"submit-slice","key":"sum-aaaaaaaaaaaaaaaaaaaa-1:1:12:3:1763805600000",\
                "data":{"job":"sum-aaaaaaaaaaaaaaaaaaaa-1","level":"1","slice":"12"},"notBefore":"2026-11-22T10:00:15Z"}""");
    }

    @Test
    void a_slice_that_a_retry_begins_with_follows_from_the_retry() {
        JobId second = new JobId("sum-aaaaaaaaaaaaaaaaaaaa-2");
        HandOverSlice slice = new HandOverSlice(second, 1, 12, true, KEY, null);

        assertForm(slice, """
                {"kind":"submit-slice","key":"sum-aaaaaaaaaaaaaaaaaaaa-1:1:12:3:1763805600000",\
                "data":{"job":"sum-aaaaaaaaaaaaaaaaaaaa-2","level":"1","opening":"true","slice":"12"}}""");
        assertThat(codec.stepOf(slice)).hasValueSatisfying(step -> {
            assertThat(step.name()).isEqualTo("handle job-retried");
            assertThat(step.parent()).isEqualTo(TraceParent.of(EventType.JOB_RETRIED, second.submission(), "2"));
        });
        assertThat(codec.stepOf(new HandOverSlice(second, 1, 12, false, KEY, null)))
                .hasValue(TraceStep.scheduling(second, 1));
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
