package io.dropbatch.results.adapter.bus;

import io.dropbatch.bus.Receiver;
import io.dropbatch.bus.Routes;
import io.dropbatch.codec.Json;
import io.dropbatch.model.event.FollowUp;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.JobProgressed;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobScheduled;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.ReadAhead;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.VerifyLevel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.messaging.Message;

/** Passes announcements and follow-ups to the use cases. */
public final class Subscriptions {

    private static final String VERIFY_LEVEL = "verify-level";
    private static final String EVENT = "event";

    private final Receiver receiver;
    private final TellStatus status;
    private final ReadAhead readAhead;
    private final VerifyLevel verify;
    private final ConcludeJob conclude;
    private final ResultMeters meters;
    private final int largeLevel;

    /** @param largeLevel from this many tasks on, a level is verified aside, so that other events need not wait */
    public Subscriptions(
            Receiver receiver,
            TellStatus status,
            ReadAhead readAhead,
            VerifyLevel verify,
            ConcludeJob conclude,
            ResultMeters meters,
            int largeLevel) {
        this.receiver = receiver;
        this.status = status;
        this.readAhead = readAhead;
        this.verify = verify;
        this.conclude = conclude;
        this.meters = meters;
        this.largeLevel = largeLevel;
    }

    public Consumer<Message<?>> onSubmission() {
        return receiver.announcements(
                "results.onSubmission",
                Routes.none()
                        .on(SubmissionWaiting.class, status::waiting)
                        .on(SubmissionAccepted.class, status::accepted)
                        .on(SubmissionRejected.class, status::rejected));
    }

    public Consumer<Message<?>> onJob() {
        return receiver.announcements(
                "results.onJob",
                Routes.none()
                        .on(JobQueued.class, status::queued)
                        .on(JobScheduled.class, status::scheduled)
                        .on(JobProgressed.class, fact -> status.progressed(fact).and(readAhead.progressed(fact)))
                        .on(JobStuck.class, status::stuck)
                        .on(JobClosed.class, fact -> meters.concluded(conclude.closed(fact)))
                        .on(LevelCompleted.class, this::completed)
                        .on(LevelVerified.class, itself -> Reaction.none()));
    }

    public Consumer<Message<?>> onWork() {
        return receiver.followUps(
                "results.onWork",
                Map.of(
                        VERIFY_LEVEL,
                        this::verifyAside,
                        ReadAhead.FOLLOW_UP,
                        readAhead::read,
                        TellStatus.FOLLOW_UP,
                        status::retry));
    }

    private Reaction completed(LevelCompleted level) {
        if (level.tasks() < largeLevel) {
            return verify(level);
        }
        String event = new String(Json.write(level), StandardCharsets.UTF_8);
        String key = level.job() + ":" + level.level();
        return Reaction.followUp(new FollowUp(VERIFY_LEVEL, key, Map.of(EVENT, event), null));
    }

    private Reaction verifyAside(FollowUp followUp) {
        return verify(Json.read(followUp.get(EVENT), LevelCompleted.class));
    }

    private Reaction verify(LevelCompleted level) {
        return meters.verified(() -> verify.verify(level));
    }
}
