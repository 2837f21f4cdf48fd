package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.QueueMoved;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.QueuePlace;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.queue.FreedPlaces;
import io.dropbatch.scheduler.domain.queue.StartEstimate;
import io.dropbatch.scheduler.domain.queue.ToldPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Announces to waiting jobs their place in the queue, what is before them and how long it may take. */
final class QueueAnnouncer {

    private static final int NAMED = 5;

    private final int maxActive;

    /** The places announced last; they are announced again after a restart, which is harmless. */
    private final Map<JobId, ToldPlace> told = new HashMap<>();

    /** @param maxActive how many jobs may be on Batch at a time */
    QueueAnnouncer(int maxActive) {
        this.maxActive = maxActive;
    }

    /** @param line all waiting jobs in their order */
    HandlerResult tell(List<Queued> line, FreedPlaces freed, Instant now) {
        told.keySet().retainAll(line.stream().map(job -> job.facts().job()).toList());
        List<DomainEvent> news = new ArrayList<>();
        for (int i = 0; i < line.size(); i++) {
            JobFacts facts = line.get(i).facts();
            ToldPlace before = told.get(facts.job());
            if (before == null || before.isOutdated(i + 1, now)) {
                Optional<StartEstimate> estimate = freed.estimate(i + 1, now);
                QueuePlace place = place(line, i, estimate, now);
                told.put(facts.job(), ToldPlace.of(place));
                Failure reason = reason(line.get(i), place, estimate);
                news.add(new QueueMoved(facts.submission(), facts.workload(), facts.job(), place, reason));
                news.add(new JobQueued(facts.submission(), facts.workload(), facts.job(), place.position(), reason));
            }
        }
        return HandlerResult.announce(news.toArray(new DomainEvent[0]));
    }

    private static QueuePlace place(List<Queued> line, int index, Optional<StartEstimate> estimate, Instant now) {
        return new QueuePlace(
                index + 1,
                line.size(),
                line.stream()
                        .limit(Math.min(index, NAMED))
                        .map(job -> job.facts().drop())
                        .toList(),
                estimate.map(known -> known.delay().toSeconds()).orElse(null),
                estimate.map(StartEstimate::observations).orElse(0),
                now);
    }

    private Failure reason(Queued job, QueuePlace place, Optional<StartEstimate> estimate) {
        @Nullable Failure sentBack = job.reason();
        String why = sentBack != null
                ? sentBack.message()
                : maxActive + " jobs are on Batch, as many as this account may have at a time";
        String soon = estimate.map(known -> " By the last %d jobs that made room, it starts in %s."
                        .formatted(known.observations(), known.words()))
                .orElse("");
        return Failure.of(
                sentBack == null ? FailureCode.QUOTA : sentBack.code(),
                why + (why.endsWith(".") ? " " : ". ") + before(place) + soon);
    }

    private static String before(QueuePlace place) {
        if (place.position() == 1) {
            return "This one is next.";
        }
        int others = place.position() - 1 - place.before().size();
        return "Before it: " + String.join(", ", place.before())
                + (others > 0 ? " and %d more.".formatted(others) : ".");
    }
}
