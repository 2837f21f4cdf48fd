package io.dropbatch.submission.adapter.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.CommandMessage;
import io.dropbatch.bus.UnprocessableException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.SubmissionCommand.LocateFile;
import io.dropbatch.submission.app.port.SubmissionCommand.LookAgain;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in the queue may be older than the service that reads them: the texts here are never changed. */
class SubmissionCommandCodecTest {

    private static final SubmissionId SUBMISSION = new SubmissionId("prices-aaaaaaaaaaaaaaaaaaaa");

    private final SubmissionCommandCodec codec = new SubmissionCommandCodec();

    @Test
    void a_planned_look_is_written_and_read_in_one_form() {
        Instant time = Instant.parse("2026-11-20T12:00:01Z");
        assertForm(new LookAgain(SUBMISSION, 3, SUBMISSION + ":3", time), """
                {"kind":"look","key":"prices-aaaaaaaaaaaaaaaaaaaa:3",\
                "data":{"looks":"3","submission":"prices-aaaaaaaaaaaaaaaaaaaa"},"notBefore":"2026-11-20T12:00:01Z"}""");
    }

    @Test
    void a_look_out_of_turn_is_written_and_read_in_one_form() {
        assertForm(new LookAgain(SUBMISSION, -1, SUBMISSION + "@1763640000000", null), """
                {"kind":"look","key":"prices-aaaaaaaaaaaaaaaaaaaa@1763640000000",\
                "data":{"looks":"-1","submission":"prices-aaaaaaaaaaaaaaaaaaaa"}}""");
    }

    @Test
    void a_look_for_a_file_is_written_and_read_in_one_form() {
        Instant time = Instant.parse("2026-11-20T12:00:01Z");
        DropTrigger file = new DropTrigger("inbox", "prices/a.csv", "0x1", time);
        CancelRequest request = new CancelRequest("ann", CancelRequest.Route.API, time);
        JobId failed = JobId.of(SUBMISSION, 1);
        CancelRequested wish = new CancelRequested(SUBMISSION, "prices", file, request, failed);
        assertForm(new LocateFile(wish, 2, time), """
                {"kind":"locate-file","key":"prices-aaaaaaaaaaaaaaaaaaaa-after-prices-aaaaaaaaaaaaaaaaaaaa-1:2",\
                "data":{"tries":"2","wish":"{\\"submission\\":\\"prices-aaaaaaaaaaaaaaaaaaaa\\",\\"workload\\":\\"prices\\",\
                \\"trigger\\":{\\"container\\":\\"inbox\\",\\"path\\":\\"prices/a.csv\\",\\"etag\\":\\"0x1\\",\
                \\"uploadedAt\\":\\"2026-11-20T12:00:01Z\\"},\\"request\\":{\\"by\\":\\"ann\\",\\"via\\":\\"API\\",\
                \\"at\\":\\"2026-11-20T12:00:01Z\\"},\\"failedJob\\":\\"prices-aaaaaaaaaaaaaaaaaaaa-1\\"}"},\
                "notBefore":"2026-11-20T12:00:01Z"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"looks":"1"}                                               | 'submission'
            {"submission":"","looks":"1"}                               | 'submission'
            {"submission":"prices-aaaaaaaaaaaaaaaaaaaa"}                | 'looks'
            {"submission":"prices-aaaaaaaaaaaaaaaaaaaa","looks":"few"}  | 'looks'
            """)
    void a_malformed_look_is_refused_with_the_field(String data, String field) {
        CommandMessage message =
                ModelJson.read("{\"kind\":\"look\",\"key\":\"k\",\"data\":" + data + "}", CommandMessage.class);

        assertThatThrownBy(() -> codec.read(message))
                .isInstanceOf(UnprocessableException.class)
                .hasMessageContaining("field " + field);
    }

    private void assertForm(SubmissionCommand command, String json) {
        assertThat(new String(ModelJson.write(codec.write(command)), UTF_8)).isEqualTo(json);
        assertThat(codec.read(ModelJson.read(json, CommandMessage.class))).isEqualTo(command);
    }
}
