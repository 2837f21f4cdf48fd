package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.planning.drop.SeenBlob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedTriggersTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void a_drop() {
        fixture.csvWorkload("prices");
        fixture.workload(
                "words", "start: {on: marker}\ntasks: { forEach: { file: '*.csv' }, command: x, outputs: [y] }\n");
        fixture.upload("words/today/a.csv", "1");
    }

    @Test
    void a_marker_written_twice_a_second_apart_is_one_submission() {
        HandlerResult first = fixture.drop("words/today/_READY", "");
        fixture.clock.advance(Duration.ofSeconds(1));
        SeenBlob second = fixture.upload("words/today/_READY", "now it has content");

        assertThat(fixture.deliver(second)).isEqualTo(first);
        assertThat(fixture.deliver(second)).isEqualTo(first);
        fixture.clock.advance(Duration.ofSeconds(20));
        assertThat(fixture.drop("words/today/_READY", "")).isEqualTo(first);
    }

    @Test
    void it_stays_one_for_the_sweep_and_after_a_restart() {
        HandlerResult first = fixture.drop("words/today/_READY", "");
        SeenBlob second = fixture.upload("words/today/_READY", "other");

        fixture.start();
        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.useCases.sweepInbox().sweep();

        assertThat(fixture.swept).isEmpty();
        assertThat(fixture.deliver(second)).isEqualTo(first);
    }

    @Test
    void a_marker_after_another_file_is_a_new_submission() {
        HandlerResult first = fixture.drop("words/today/_READY", "");
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.upload("words/today/b.csv", "2");

        HandlerResult second = fixture.drop("words/today/_READY", "");

        assertThat(submission(second)).isNotEqualTo(submission(first));
        assertThat(fixture.tasks(only(second, SubmissionAccepted.class).submission()))
                .hasSize(2);
    }

    @Test
    void a_marker_after_the_outcome_is_a_new_submission() {
        SubmissionAccepted first = only(fixture.drop("words/today/_READY", ""), SubmissionAccepted.class);
        ended(first);
        fixture.clock.advance(Duration.ofSeconds(3));

        SubmissionAccepted second = only(fixture.drop("words/today/_READY", ""), SubmissionAccepted.class);

        assertThat(second.submission()).isNotEqualTo(first.submission());
    }

    @Test
    void a_marker_much_later_is_a_new_submission() {
        HandlerResult first = fixture.drop("words/today/_READY", "");
        fixture.clock.advance(Duration.ofMinutes(2));

        assertThat(submission(fixture.drop("words/today/_READY", ""))).isNotEqualTo(submission(first));
    }

    @Test
    void a_manifest_with_another_content_is_a_new_submission() {
        HandlerResult first = fixture.drop("prices/today/job.yaml", "inputs: [{path: a.csv, bytes: 1}]");

        HandlerResult second =
                fixture.drop("prices/today/job.yaml", "inputs: [{path: a.csv, bytes: 1}]\nparameters: {a: 1}");

        assertThat(only(second, SubmissionWaiting.class).submission())
                .isNotEqualTo(only(first, SubmissionWaiting.class).submission());
    }

    @Test
    void the_same_manifest_again_goes_on_waiting() {
        String manifest = "inputs: [{path: a.csv, bytes: 1}]";
        HandlerResult first = fixture.drop("prices/today/job.yaml", manifest);
        fixture.clock.advance(Duration.ofMinutes(10));

        HandlerResult second = fixture.drop("prices/today/job.yaml", manifest);
        SubmissionAccepted accepted = only(fixture.drop("prices/today/a.csv", "1"), SubmissionAccepted.class);

        assertThat(only(second, SubmissionWaiting.class)).isEqualTo(only(first, SubmissionWaiting.class));
        assertThat(accepted.submission())
                .isEqualTo(only(first, SubmissionWaiting.class).submission());
    }

    private static String submission(HandlerResult result) {
        return only(result, SubmissionAccepted.class).submission().value();
    }

    private void ended(SubmissionAccepted accepted) {
        DropStatus status = new DropStatus(
                DropStatus.SCHEMA,
                accepted.submission(),
                accepted.workload(),
                DropStatus.State.READY,
                "Done.",
                fixture.clock.instant(),
                accepted.trigger().uploadedAt(),
                null,
                null,
                List.of(),
                0,
                null,
                null,
                null,
                List.of(),
                List.of(),
                IgnoredFiles.NONE,
                LateInputs.NONE);
        fixture.write(
                fixture.inbox,
                accepted.trigger().prefix() + "_status.json",
                new String(ModelJson.write(status), StandardCharsets.UTF_8));
    }
}
