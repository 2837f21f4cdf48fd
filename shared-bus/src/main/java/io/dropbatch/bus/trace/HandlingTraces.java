package io.dropbatch.bus.trace;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.trace.DropSpan;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.trace.TraceStep;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Knows which step of which drop's trace a thread is at, names the trace in its log lines, and records the steps and
 * the events that are announced. A step is recorded once it has announced what ends it, so one that found its work done
 * leaves nothing.
 */
public final class HandlingTraces implements DropTraces {

    /** The key of the trace's id in log lines. */
    public static final String TRACE_ID = "traceId";

    private final SpanSink sink;
    private final Clock clock;
    private final ThreadLocal<Deque<CurrentStep>> steps = ThreadLocal.withInitial(ArrayDeque::new);

    public HandlingTraces(SpanSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    private static final class CurrentStep {

        private final TraceStep step;
        private Instant began;

        CurrentStep(TraceStep step, Instant began) {
            this.step = step;
            this.began = began;
        }
    }

    /** Where the thread is, if its trace is recorded. */
    public Optional<TraceParent> current() {
        return currentStep().map(current -> current.step.place()).filter(place -> sink.takes(place.trace()));
    }

    private Optional<CurrentStep> currentStep() {
        return Optional.ofNullable(steps.get().peek());
    }

    @Override
    public boolean isRecorded(SubmissionId submission) {
        return sink.takes(TraceParent.traceOf(submission));
    }

    @Override
    public void record(DropSpan span) {
        if (sink.takes(span.place().trace())) {
            sink.take(span);
        }
    }

    @Override
    public <T> T within(TraceStep step, Supplier<T> work) {
        Deque<CurrentStep> around = steps.get();
        around.push(new CurrentStep(step, clock.instant()));
        try {
            return named(step.place().trace(), work);
        } finally {
            around.pop();
        }
    }

    /** Names the trace in log lines. */
    private static <T> T named(String trace, Supplier<T> work) {
        @Nullable String outer = MDC.get(TRACE_ID);
        MDC.put(TRACE_ID, trace);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                MDC.remove(TRACE_ID);
            } else {
                MDC.put(TRACE_ID, outer);
            }
        }
    }

    @Override
    public <T> T part(String name, Supplier<T> work) {
        return current()
                .map(step -> part(work, period -> DropSpan.part(step.child(name), step, name, period)))
                .orElseGet(work);
    }

    @Override
    public <T> T part(String name, int number, Supplier<T> work) {
        return current()
                .map(step -> part(
                        work,
                        period -> DropSpan.part(step.child(name + " " + number), step, name, period)
                                .with(name, number)))
                .orElseGet(work);
    }

    private <T> T part(Supplier<T> work, Function<DropSpan.Period, DropSpan> span) {
        Instant start = clock.instant();
        try {
            return work.get();
        } finally {
            sink.take(span.apply(new DropSpan.Period(start, clock.instant())));
        }
    }

    @Override
    public void began(Instant time) {
        currentStep().ifPresent(current -> current.began = time);
    }

    /**
     * Logs and records events that the bus has taken, and the steps that end with them.
     *
     * @param began when they were handed to the bus
     */
    public void announced(Collection<DomainEvent> events, Instant began) {
        for (DomainEvent event : events) {
            named(TraceParent.traceOf(event.submission()), () -> {
                TransitionLog.write(event);
                return event;
            });
        }
        record(events, began);
    }

    private void record(Collection<DomainEvent> events, Instant began) {
        DropSpan.Period sending = new DropSpan.Period(began, clock.instant());
        Set<DropSpan> ended = new LinkedHashSet<>();
        for (DomainEvent event : events) {
            if (EventSpans.isSpan(event) && isRecorded(event.submission())) {
                TraceStep step = stepOf(event);
                sink.take(EventSpans.of(event, step.place(), sending));
                if (EventSpans.endsStep(event)) {
                    ended.add(spanOf(step, event, sending.end()));
                }
            }
        }
        ended.forEach(sink::take);
    }

    /**
     * What no message about the drop has set off belongs to the drop as a whole: the work of a timer, or what another
     * drop's end means for it. So do places in the queue, which whoever counts the queue announces.
     */
    private TraceStep stepOf(DomainEvent event) {
        TraceStep decision = TraceStep.deciding(event.submission());
        if (event instanceof JobQueued) {
            return decision;
        }
        return currentStep()
                .map(current -> current.step)
                .filter(step -> step.place().trace().equals(decision.place().trace()))
                .orElse(decision);
    }

    private DropSpan spanOf(TraceStep step, DomainEvent event, Instant end) {
        Instant start = EventSpans.uploadOf(event)
                .or(() -> currentStep().map(current -> current.began))
                .orElse(end);
        return new DropSpan(
                        step.place(),
                        step.parent(),
                        step.name(),
                        DropSpan.Kind.CONSUMER,
                        new DropSpan.Period(start, end),
                        Map.of())
                .with("submission", event.submission())
                .with("workload", event.workload());
    }
}
