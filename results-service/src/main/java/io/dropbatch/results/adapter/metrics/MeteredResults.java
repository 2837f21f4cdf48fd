package io.dropbatch.results.adapter.metrics;

import io.dropbatch.bus.metrics.AbsorbedEvents;
import io.dropbatch.bus.metrics.LatencyTimer;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.domain.ConcludedDrop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Records counts and times in meters. */
public final class MeteredResults implements ResultTelemetry {

    private static final String ON_SUBMISSION = "results.onSubmission";
    private static final String ON_JOB = "results.onJob";
    private static final String ON_TASK = "results.onTask";

    private final OutcomeMeters outcomes;
    private final Timer verification;
    private final MeterProvider<Counter> levels;
    private final Counter givenUp;
    private final AbsorbedEvents absorbed;

    /** @param objective how long the time from the end of the last task to the event about the result may be */
    public MeteredResults(MeterRegistry meters, Duration objective, Clock clock) {
        this.outcomes = new OutcomeMeters(meters, clock);
        LatencyTimer.objective(meters, "job-end-to-ready", objective);
        this.verification = Timer.builder("dropbatch.level.verification")
                .description("How long verifications of levels took")
                .register(meters);
        this.levels = Counter.builder("dropbatch.levels.verified")
                .description("Levels that were verified, by whether they were sound")
                .withRegistry(meters);
        levels.withTag("sound", "true");
        levels.withTag("sound", "false");
        this.givenUp = Counter.builder("dropbatch.drops.given.up")
                .description("Drops with no event for too long that were failed")
                .register(meters);
        this.absorbed = new AbsorbedEvents(meters, ON_SUBMISSION, ON_JOB, ON_TASK);
    }

    @Override
    public void accepted(SubmissionAccepted drop) {
        outcomes.known(drop.submission());
    }

    @Override
    public HandlerResult verified(Supplier<HandlerResult> verifying) {
        long start = System.nanoTime();
        HandlerResult result = verifying.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        for (DomainEvent fact : result.announcements()) {
            if (fact instanceof LevelVerified level) {
                verification.record(took);
                levels.withTag("sound", Boolean.toString(level.sound())).increment();
            }
        }
        return result;
    }

    @Override
    public void concluded(ConcludedDrop drop) {
        outcomes.count(drop);
    }

    @Override
    public void givenUp() {
        givenUp.increment();
    }

    @Override
    public void repeated(DomainEvent event) {
        absorbed.duplicate(handlerOf(event));
    }

    @Override
    public void late(DomainEvent event) {
        absorbed.late(handlerOf(event));
    }

    private static String handlerOf(DomainEvent event) {
        EventTopic topic = event.type().topic();
        return switch (topic) {
            case SUBMISSIONS -> ON_SUBMISSION;
            case JOBS, OUTPUTS -> ON_JOB;
            case TASKS -> ON_TASK;
        };
    }
}
