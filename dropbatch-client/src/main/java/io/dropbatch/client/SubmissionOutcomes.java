package io.dropbatch.client;

import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the outcomes of submissions. Outcomes come on the topic {@code outputs}, rejections on {@code submissions}:
 * one processor for each has to feed it. An outcome that came before somebody asks is remembered, the newest ten
 * thousand of them. Safe for use by several threads.
 */
public final class SubmissionOutcomes {

    private static final int MOST_REMEMBERED = 10_000;

    private final Map<SubmissionId, CompletableFuture<SubmissionOutcome>> known = new HashMap<>();
    private final Deque<SubmissionId> ended = new ArrayDeque<>();

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

    /** The outcome, which may still be to come. Cancelling it has no effect on others who wait. */
    public synchronized CompletableFuture<SubmissionOutcome> of(SubmissionId submission) {
        return known.computeIfAbsent(submission, id -> new CompletableFuture<>())
                .copy();
    }

    /**
     * Waits for the outcome.
     *
     * @throws TimeoutException when none has come in this time; the work goes on, and one may wait again
     */
    public SubmissionOutcome await(SubmissionId submission, Duration limit)
            throws InterruptedException, TimeoutException {
        try {
            return of(submission).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an outcome cannot fail", e);
        } catch (TimeoutException e) {
            throw (TimeoutException)
                    new TimeoutException("no outcome of " + submission + " came in " + limit).initCause(e);
        }
    }

    private synchronized void end(SubmissionId submission, SubmissionOutcome outcome) {
        CompletableFuture<SubmissionOutcome> waiting = known.get(submission);
        if (waiting == null || !waiting.complete(outcome)) {
            // A later attempt's outcome takes the place of an earlier one's.
            known.put(submission, CompletableFuture.completedFuture(outcome));
        }
        ended.remove(submission);
        ended.addLast(submission);
        if (ended.size() > MOST_REMEMBERED) {
            known.remove(ended.removeFirst());
        }
    }
}
