package io.dropbatch.submission.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.domain.window.SealReason;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests what is measured of drops. */
class SubmissionMetersTest {

    private static final String MANIFEST = "inputs: [{path: a.csv, bytes: 2}, {path: b.csv, bytes: 1}]\n";

    private final SubmissionFixture fixture = new SubmissionFixture();

    @Test
    void counts_an_accepted_drop_once_however_often_its_event_arrives() {
        fixture.csvWorkload("prices");
        fixture.upload("prices/today/a.csv", "22");
        fixture.upload("prices/today/b.csv", "1");
        SeenBlob trigger = fixture.upload("prices/today/job.yaml", MANIFEST);
        fixture.clock.advance(Duration.ofSeconds(3));

        fixture.deliver(trigger);
        fixture.deliver(trigger);
        fixture.start();
        fixture.deliver(trigger);

        assertThat(fixture.counted("dropbatch.drops", "workload", "prices", "outcome", "accepted", "code", "none"))
                .isEqualTo(1);
        assertThat(fixture.counted("dropbatch.inputs", "workload", "prices")).isEqualTo(2);
        assertThat(fixture.counted("dropbatch.input", "workload", "prices")).isEqualTo(3);
        assertThat(fixture.counted("dropbatch.tasks.planned", "workload", "prices"))
                .isEqualTo(2);
        assertThat(acceptance("prices").count()).isEqualTo(1);
        assertThat(acceptance("prices").totalTime(TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(absorbed()).isEqualTo(2);
    }

    @Test
    void counts_a_rejected_drop_by_its_code() {
        fixture.drop("nothing/today/job.yaml", MANIFEST);
        fixture.drop("Not A Name/today/job.yaml", MANIFEST);

        assertThat(fixture.counted(
                        "dropbatch.drops", "workload", "nothing", "outcome", "rejected", "code", "invalid-workload"))
                .isEqualTo(1);
        assertThat(fixture.counted(
                        "dropbatch.drops", "workload", "unknown", "outcome", "rejected", "code", "invalid-workload"))
                .isEqualTo(1);
        assertThat(fixture.counted("dropbatch.inputs")).isZero();
    }

    @Test
    void shows_the_drops_that_wait_for_inputs() {
        fixture.csvWorkload("prices");
        fixture.drop("prices/today/job.yaml", MANIFEST);

        fixture.useCases.sweepInbox().sweep();
        assertThat(waiting("inputs")).isEqualTo(1);

        fixture.upload("prices/today/a.csv", "22");
        fixture.clock.advance(Duration.ofSeconds(6));
        fixture.drop("prices/today/b.csv", "1");
        fixture.useCases.sweepInbox().sweep();
        assertThat(waiting("inputs")).isZero();
        assertThat(fixture.counted("dropbatch.drops", "outcome", "accepted")).isEqualTo(1);
    }

    @Test
    void counts_each_file_of_a_window_as_a_drop_when_the_window_is_sealed() {
        fixture.workload("thumbs", """
                start: { on: each-file, idle: 4s }
                tasks: { forEach: { file: '**/*.jpg' }, command: x, outputs: [y] }
                """);
        SeenBlob first = fixture.upload("thumbs/a.jpg", "12345");
        arrive(first);
        fixture.clock.advance(Duration.ofSeconds(1));
        arrive(first);
        fixture.clock.advance(Duration.ofSeconds(1));
        arrive(fixture.upload("thumbs/b.jpg", "1"));
        fixture.useCases.files().sweepFiles().sweep();

        assertThat(waiting("window")).isEqualTo(2);
        assertThat(fixture.meters.get("dropbatch.windows.open").gauge().value()).isEqualTo(1);
        assertThat(fixture.counted("dropbatch.drops")).isZero();
        assertThat(absorbed()).isEqualTo(1);

        fixture.clock.advance(Duration.ofSeconds(5));
        fixture.useCases.files().sealWindow().check("thumbs");
        HandlerResult finished =
                fixture.useCases.files().sealWindow().finish(new SubmissionCommand.FinishWindow("thumbs", 1));
        fixture.useCases.files().sweepFiles().sweep();

        assertThat(finished.commands()).hasSize(1);
        assertThat(waiting("window")).isZero();
        assertThat(fixture.counted("dropbatch.drops", "workload", "thumbs", "outcome", "accepted", "code", "none"))
                .isEqualTo(2);
        assertThat(fixture.counted("dropbatch.input", "workload", "thumbs")).isEqualTo(6);
        assertThat(fixture.counted("dropbatch.tasks.planned", "workload", "thumbs"))
                .isEqualTo(2);
        assertThat(acceptance("thumbs").totalTime(TimeUnit.SECONDS)).isEqualTo(7 + 5);
        assertThat(fixture.meters.get("dropbatch.window.files").summary().max()).isEqualTo(2);
    }

    @Test
    void files_that_were_cancelled_while_they_waited_are_no_window_of_files() {
        fixture.workload("thumbs", """
                start: { on: each-file, idle: 4s }
                tasks: { forEach: { file: '**/*.jpg' }, command: x, outputs: [y] }
                """);
        SeenBlob unwanted = fixture.upload("thumbs/a.jpg", "12345");
        arrive(unwanted);
        DropTrigger file = SubmissionFixture.trigger(unwanted);
        CancelRequest request = new CancelRequest("ann", CancelRequest.Route.API, fixture.clock.instant());

        fixture.useCases
                .files()
                .cancelFile()
                .requested(new CancelRequested(file.submission(), "thumbs", file, request));
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.useCases.files().sealWindow().check("thumbs");

        assertThat(fixture.counted("dropbatch.drops", "workload", "thumbs", "outcome", "rejected", "code", "cancelled"))
                .isEqualTo(1);
        assertThat(fixture.counted("dropbatch.windows.sealed", "reason", "cancelled"))
                .isEqualTo(1);
        assertThat(fixture.meters.get("dropbatch.window.files").summary().count())
                .isZero();
    }

    @Test
    void begins_every_counter_whose_labels_are_known_at_zero() {
        assertThat(fixture.counted("dropbatch.sweep.recoveries", "sweep", "inbox"))
                .isZero();
        assertThat(fixture.meters.get("dropbatch.sweep.recoveries").counters()).hasSize(2);
        assertThat(fixture.meters.get("dropbatch.windows.sealed").counters()).hasSize(SealReason.values().length);
        assertThat(fixture.meters.get("dropbatch.events.absorbed").counters()).hasSize(2);
        assertThat(fixture.meters.get("dropbatch.blob.event.lag").timer().count())
                .isZero();
    }

    private void arrive(SeenBlob blob) {
        fixture.useCases.files().noteFile().arrived(blob.path(), blob.etag());
    }

    private double waiting(String reason) {
        return fixture.meters
                .get("dropbatch.drops.waiting")
                .tag("reason", reason)
                .gauge()
                .value();
    }

    private double absorbed() {
        return fixture.counted(
                "dropbatch.events.absorbed", "handler", "submission.onStorageEvent", "kind", "duplicate");
    }

    private Timer acceptance(String workload) {
        return fixture.meters
                .get("dropbatch.drop.acceptance")
                .tag("workload", workload)
                .timer();
    }
}
