package io.dropbatch.client;

import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the outcomes of submissions. Outcomes come on the topic {@code outputs}, rejections on {@code submissions}:
 * one processor for each has to feed it. An outcome that came before somebody asks is remembered, the newest ten
 * thousand of them. Safe for use by several threads.
 */
public final class SubmissionOutcomes {

    private static final int MOST_REMEMBERED = 10_000;

    private final Map<SubmissionId, CompletableFuture<SubmissionOutcome>> awaited = new HashMap<>();

    /** The one that came first is the first. */
    private final Map<SubmissionId, SubmissionOutcome> ended = new LinkedHashMap<>();

    /**
     * The handler, listening to outcomes as well. What it already does at an outcome is done first: who waits is told
     * once that has succeeded.
     */
    public AnnouncementHandler listeningBy(AnnouncementHandler handler) {
        return handler.on(OutputReady.class, event -> end(event.submission(), new SubmissionOutcome.Ready(event)))
                .on(OutputPartial.class, event -> end(event.submission(), new SubmissionOutcome.Partial(event)))
                .on(OutputFailed.class, event -> end(event.submission(), new SubmissionOutcome.Failed(event)))
                .on(SubmissionRejected.class, event -> end(event.submission(), new SubmissionOutcome.Rejected(event)));
    }

    /**
     * The outcome, which may still be to come. Cancelling it has no effect on others who wait. What is chained to it
     * runs in the thread that handles the announcement, and holds that up: what takes long belongs into a thread of its
     * own, as by {@code thenAcceptAsync}.
     */
    public CompletableFuture<SubmissionOutcome> of(SubmissionId submission) {
        return shared(submission).copy();
    }

    /** One for all who wait: whoever has it must not complete it, nor cancel it. */
    synchronized CompletableFuture<SubmissionOutcome> shared(SubmissionId submission) {
        @Nullable SubmissionOutcome outcome = ended.get(submission);
        return outcome == null
                ? awaited.computeIfAbsent(submission, id -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(outcome);
    }

    /**
     * Waits for the outcome.
     *
     * @throws TimeoutException when none has come in this time; the work goes on, and one may wait again
     */
    public SubmissionOutcome await(SubmissionId submission, Duration limit)
            throws InterruptedException, TimeoutException {
        try {
            // A copy for each try would stay until the outcome comes.
            return shared(submission).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome cannot fail", e);
        } catch (TimeoutException e) {
            throw (TimeoutException)
                    new TimeoutException("no outcome of " + submission + " came in " + limit).initCause(e);
        }
    }

    private void end(SubmissionId submission, SubmissionOutcome outcome) {
        @Nullable CompletableFuture<SubmissionOutcome> waiting = remember(submission, outcome);
        // Without the lock: what is chained to it runs now, and may wait for what another thread has to tell.
        if (waiting != null) {
            waiting.complete(outcome);
        }
    }

    /** Returns what somebody waits with. */
    private synchronized @Nullable CompletableFuture<SubmissionOutcome> remember(
            SubmissionId submission, SubmissionOutcome outcome) {
        @Nullable SubmissionOutcome before = ended.remove(submission);
        // An earlier attempt's may come later, such as by a dead letter that is sent again.
        ended.put(submission, before == null ? outcome : later(before, outcome));
        if (ended.size() > MOST_REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
        return awaited.remove(submission);
    }

    private static SubmissionOutcome later(SubmissionOutcome before, SubmissionOutcome now) {
        return time(now).isBefore(time(before)) ? before : now;
    }

    private static Instant time(SubmissionOutcome outcome) {
        return switch (outcome) {
            case SubmissionOutcome.Ready(OutputReady event) -> event.readyAt();
            case SubmissionOutcome.Partial(OutputPartial event) -> event.readyAt();
            case SubmissionOutcome.Failed(OutputFailed event) -> event.failedAt();
            // No attempt follows a rejection. It has no time of its own.
            case SubmissionOutcome.Rejected(SubmissionRejected rejected) -> Instant.MAX;
        };
    }
}
