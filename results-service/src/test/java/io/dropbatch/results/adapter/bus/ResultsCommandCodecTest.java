package io.dropbatch.results.adapter.bus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.bus.CommandMessage;
import io.dropbatch.bus.UnprocessableException;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.EventId;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.app.port.ResultsCommand.CancelFiles;
import io.dropbatch.results.app.port.ResultsCommand.PublishOutcome;
import io.dropbatch.results.app.port.ResultsCommand.ReadMarkers;
import io.dropbatch.results.app.port.ResultsCommand.TellOutcome;
import io.dropbatch.results.app.port.ResultsCommand.VerifyLargeLevel;
import io.dropbatch.results.domain.TaskBlock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in the queue may be older than the service that reads them: the texts here are never changed. */
class ResultsCommandCodecTest {

    private static final SubmissionId SUBMISSION = new SubmissionId("demo-aaaaaaaaaaaaaaaaaaaa");
    private static final JobId JOB = JobId.of(SUBMISSION, 1);

    private final ResultsCommandCodec codec = new ResultsCommandCodec();

    @Test
    void the_verification_of_a_large_level_is_written_and_read_in_one_form() {
        LevelCompleted level = new LevelCompleted(
                SUBMISSION,
                "demo",
                JOB,
                0,
                1,
                2000,
                2000,
                0,
                "levels/0.jsonl",
                Instant.parse("2026-11-22T12:00:00Z"),
                null);
        assertForm(new VerifyLargeLevel(level), """
                {"kind":"verify-level","key":"demo-aaaaaaaaaaaaaaaaaaaa-1:0",\
                "data":{"event":"{\\"submission\\":\\"demo-aaaaaaaaaaaaaaaaaaaa\\",\\"workload\\":\\"demo\\",\\"job\\":\\"demo-aaaaaaaaaaaaaaaaaaaa-1\\",\
                \\"level\\":0,\\"levels\\":1,\\"tasks\\":2000,\\"succeeded\\":2000,\\"failed\\":0,\\"records\\":\\"levels/0.jsonl\\",\
                \\"completedAt\\":\\"2026-11-22T12:00:00Z\\"}"}}""");
    }

    @Test
    void the_cancelling_of_the_files_of_a_job_is_written_and_read_in_one_form() {
        assertForm(new CancelFiles(JOB), """
                {"kind":"cancel-files","key":"demo-aaaaaaaaaaaaaaaaaaaa-1","data":{"job":"demo-aaaaaaaaaaaaaaaaaaaa-1"}}""");
    }

    @Test
    void the_reading_of_markers_is_written_and_read_in_one_form() {
        assertForm(new ReadMarkers(new TaskBlock(JOB, 1, 7)), """
                {"kind":"read-markers","key":"demo-aaaaaaaaaaaaaaaaaaaa-1:1:7",\
                "data":{"block":"7","job":"demo-aaaaaaaaaaaaaaaaaaaa-1","level":"1"}}""");
    }

    @Test
    void the_telling_of_an_outcome_is_written_and_read_in_one_form() {
        assertForm(new TellOutcome(JOB, 2, Instant.parse("2026-11-22T12:00:20Z")), """
                {"kind":"tell-outcome","key":"demo-aaaaaaaaaaaaaaaaaaaa-1:2",\
                "data":{"job":"demo-aaaaaaaaaaaaaaaaaaaa-1","tries":"2"},"notBefore":"2026-11-22T12:00:20Z"}""");
    }

    @Test
    void the_publishing_of_an_outcome_is_written_and_read_in_one_form() {
        assertForm(
                new PublishOutcome(new EventId("abc2"), "{\"id\":1}", 2, Instant.parse("2026-11-22T12:00:20Z")), """
                {"kind":"publish-outcome","key":"abc2:2",\
                "data":{"event":"{\\"id\\":1}","eventId":"abc2","tries":"2"},"notBefore":"2026-11-22T12:00:20Z"}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            verify-level | {}                                                               | 'event'
            verify-level | {"event":"no JSON"}                                              | 'event'
            read-markers | {"level":"0","block":"0"}                                        | 'job'
            read-markers | {"job":"demo-aaaaaaaaaaaaaaaaaaaa-1","level":"","block":"0"}      | 'level'
            read-markers | {"job":"demo-aaaaaaaaaaaaaaaaaaaa-1","level":"0","block":"1.5"}   | 'block'
            tell-outcome | {"job":"demo-aaaaaaaaaaaaaaaaaaaa-1"}                             | 'tries'
            tell-outcome | {"job":"no job","tries":"1"}                                      | 'job'
            """)
    void a_malformed_command_is_refused_with_the_field(String kind, String data, String field) {
        CommandMessage message =
                ModelJson.read("{\"kind\":\"" + kind + "\",\"key\":\"k\",\"data\":" + data + "}", CommandMessage.class);

        assertThatThrownBy(() -> codec.read(message))
                .isInstanceOf(UnprocessableException.class)
                .hasMessageContaining("field " + field);
    }

    private void assertForm(ResultsCommand command, String json) {
        assertThat(new String(ModelJson.write(codec.write(command)), UTF_8)).isEqualTo(json);
        assertThat(codec.read(ModelJson.read(json, CommandMessage.class))).isEqualTo(command);
    }
}
