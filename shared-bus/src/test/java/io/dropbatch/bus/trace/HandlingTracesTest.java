package io.dropbatch.bus.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class HandlingTracesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final DropTrigger TRIGGER = new DropTrigger("inbox", "prices/today/job.yaml", "0x8DC", NOW);
    private static final SubmissionId SUBMISSION = TRIGGER.submission();
    private static final JobId JOB = JobId.of(SUBMISSION, 1);
    private static final LevelVerified VERIFIED =
            new LevelVerified(SUBMISSION, "prices", JOB, 0, true, "x", List.of(1));
    private static final OutputReady READY =
            new OutputReady(SUBMISSION, "prices", JOB, "outputs", "manifest", "hash", 1, 1, 1, NOW, NOW);

    private final List<DropSpan> spans = new ArrayList<>();
    private final TickingClock clock = new TickingClock();
    private final HandlingTraces traces = new HandlingTraces(new Kept(), clock);

    /** A second later each time. */
    private static final class TickingClock extends Clock {

        private Instant time = NOW;

        @Override
        public Instant instant() {
            time = time.plusSeconds(1);
            return time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final class Kept implements SpanSink {

        @Override
        public boolean takes(String trace) {
            return trace.equals(TraceParent.traceOf(SUBMISSION));
        }

        @Override
        public void take(DropSpan span) {
            spans.add(span);
        }
    }

    @Test
    void an_event_is_announced_within_the_step_that_led_to_it() {
        TraceStep step = TraceStep.scheduling(JOB, 0);

        announce(step, VERIFIED, READY);

        assertThat(spans).extracting(DropSpan::name).containsExactly("level-verified", "output-ready", step.name());
        assertThat(spans.get(0).place()).isEqualTo(TraceParent.of(VERIFIED));
        assertThat(spans.get(0).parent()).isEqualTo(step.place());
        assertThat(spans.get(1).place()).isEqualTo(TraceParent.of(READY));
        assertThat(spans.get(1).parent()).isEqualTo(step.place());
        assertThat(spans.get(2).place()).isEqualTo(step.place());
        assertThat(spans.get(2).parent()).isEqualTo(step.parent());
        assertThat(spans.get(2).period()).isEqualTo(new DropSpan.Period(NOW.plusSeconds(1), NOW.plusSeconds(2)));
    }

    @Test
    void a_message_that_comes_again_writes_the_same_spans_again() {
        announce(TraceStep.scheduling(JOB, 0), VERIFIED);
        List<DropSpan> first = List.copyOf(spans);
        spans.clear();

        announce(TraceStep.scheduling(JOB, 0), VERIFIED);

        assertThat(spans).extracting(DropSpan::place).isEqualTo(places(first));
        assertThat(spans)
                .extracting(DropSpan::parent)
                .isEqualTo(first.stream().map(DropSpan::parent).toList());
    }

    @Test
    void a_step_that_announces_nothing_leaves_nothing() {
        announce(TraceStep.scheduling(JOB, 0));

        assertThat(spans).isEmpty();
    }

    @Test
    void reports_of_progress_are_no_spans() {
        announce(TraceStep.scheduling(JOB, 0), new JobProgressed(SUBMISSION, "prices", JOB, 0, 1, 4, 2, 0));

        assertThat(spans).isEmpty();
    }

    @Test
    void the_decision_about_a_drop_is_the_root_and_begins_with_the_upload() {
        Failure failure = Failure.of(FailureCode.INPUT_MISSING, "a.csv did not arrive");

        traces.announced(List.of(new SubmissionRejected(SUBMISSION, "prices", TRIGGER, failure)), NOW);

        DropSpan root = spans.getLast();
        assertThat(root.place()).isEqualTo(TraceParent.root(SUBMISSION));
        assertThat(root.parent()).isNull();
        assertThat(root.period().start()).isEqualTo(TRIGGER.uploadedAt());
        assertThat(spans.getFirst().parent()).isEqualTo(root.place());
        assertThat(spans.getFirst().facts()).containsEntry("error", "input-missing");
    }

    @Test
    void a_place_in_the_queue_belongs_to_the_drop_whoever_counts() {
        Failure reason = Failure.of(FailureCode.QUOTA, "full");

        announce(TraceStep.scheduling(JOB, 0), new JobQueued(SUBMISSION, "prices", JOB, 1, reason));

        assertThat(spans).singleElement().extracting(DropSpan::parent).isEqualTo(TraceParent.root(SUBMISSION));
    }

    @Test
    void what_is_said_of_another_drop_goes_into_its_own_trace() {
        JobId other = JobId.of(new SubmissionId("prices-abcdefghijklmnopqrst"), 1);

        announce(TraceStep.scheduling(other, 0), READY);

        assertThat(spans.getFirst().parent()).isEqualTo(TraceParent.root(SUBMISSION));
    }

    @Test
    void a_files_outcome_names_the_trace_of_the_job_that_it_shared() {
        JobId shared = JobId.of(new SubmissionId("prices-abcdefghijklmnopqrst"), 1);
        OutputReady ofFile =
                new OutputReady(SUBMISSION, "prices", shared, "outputs", "manifest", "hash", 1, 1, 1, NOW, NOW);

        announce(TraceStep.scheduling(shared, 0), ofFile);
        announce(TraceStep.scheduling(JOB, 0), READY);

        assertThat(spans)
                .filteredOn(span -> span.name().equals("output-ready"))
                .extracting(span -> span.facts().get("jobTrace"))
                .containsExactly(TraceParent.traceOf(shared.submission()), null);
    }

    @Test
    void a_trace_that_is_not_taken_is_not_recorded() {
        JobId other = JobId.of(new SubmissionId("prices-abcdefghijklmnopqrst"), 1);
        TraceStep step = TraceStep.scheduling(other, 0);

        traces.within(step, () -> traces.part("pool", () -> "done"));
        traces.record(DropSpan.part(step.place(), step.place(), "queue", new DropSpan.Period(NOW, NOW)));

        assertThat(spans).isEmpty();
        assertThat(traces.isRecorded(other.submission())).isFalse();
    }

    @Test
    void a_part_hangs_below_its_step() {
        TraceStep step = TraceStep.scheduling(JOB, 0);

        String answer = traces.within(step, () -> traces.part("slice", 3, () -> "done"));

        assertThat(answer).isEqualTo("done");
        DropSpan slice = spans.getFirst();
        assertThat(slice.name()).isEqualTo("slice");
        assertThat(slice.place()).isEqualTo(step.place().child("slice 3"));
        assertThat(slice.parent()).isEqualTo(step.place());
        assertThat(slice.facts()).containsEntry("slice", "3");
    }

    @Test
    void a_step_that_began_in_an_earlier_message_begins_there() {
        Instant earlier = NOW.minus(Duration.ofMinutes(1));

        traces.within(TraceStep.scheduling(JOB, 0), () -> {
            traces.began(earlier);
            traces.announced(List.of(VERIFIED), NOW);
            return "";
        });

        assertThat(spans.getLast().period().start()).isEqualTo(earlier);
    }

    @Test
    void log_lines_name_the_trace_as_long_as_the_step_lasts() {
        TraceStep step = TraceStep.scheduling(JOB, 0);

        String within = traces.within(step, () -> MDC.get("traceId"));

        assertThat(within).isEqualTo(TraceParent.traceOf(SUBMISSION));
        assertThat(MDC.get("traceId")).isNull();
        assertThat(traces.current()).isEmpty();
    }

    private void announce(TraceStep step, DomainEvent... events) {
        traces.within(step, () -> {
            traces.announced(List.of(events), NOW);
            return step;
        });
    }

    private static List<TraceParent> places(List<DropSpan> spans) {
        return spans.stream().map(DropSpan::place).toList();
    }
}
