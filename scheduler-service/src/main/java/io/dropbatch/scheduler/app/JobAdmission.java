package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.id.JobId;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.AdmissionHistory;
import io.dropbatch.scheduler.domain.AdmissionOrder;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.SchedulerSettings;
import io.dropbatch.scheduler.domain.queue.FreedPlaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts waiting jobs while the account has room for them, and announces the queue positions of the others. */
public final class JobAdmission {

    /** How long a full account is not checked again when only one more job has arrived. */
    private static final Duration STILL_FULL = Duration.ofSeconds(2);

    private final JobStore jobs;
    private final int maxActive;
    private final Clock clock;

    private final AdmissionHistory history = new AdmissionHistory();
    private final FreedPlaces freed = new FreedPlaces();
    private final QueueAnnouncer announcer;
    private Instant lookedFull = Instant.EPOCH;

    public JobAdmission(JobStore jobs, SchedulerSettings settings, Clock clock) {
        this.jobs = jobs;
        this.maxActive = settings.maxActiveJobs();
        this.announcer = new QueueAnnouncer(maxActive);
        this.clock = clock;
    }

    /**
     * Starts a job that has just arrived, if there is room. While the account is full, an arrival does not cause a
     * check of all waiting jobs.
     */
    public synchronized HandlerResult admitArrival() {
        boolean stillFull = clock.instant().isBefore(lookedFull.plus(STILL_FULL));
        return stillFull ? HandlerResult.none() : admitWaiting();
    }

    /** Synchronized: two concurrent counts would both give away the last free place. */
    public synchronized HandlerResult admitWaiting() {
        Map<JobId, StoredJob<Queued>> waiting = new LinkedHashMap<>();
        List<JobFacts> active = new ArrayList<>();
        Set<JobId> passedOver = new HashSet<>();
        for (StoredJob<Open> entry : jobs.open()) {
            if (entry.job() instanceof Queued queued && queued.isPaused()) {
                passedOver.add(queued.facts().job());
            } else if (entry.job() instanceof Queued queued) {
                waiting.put(queued.facts().job(), entry.as(queued));
            } else {
                active.add(entry.job().facts());
            }
        }
        passedOver.addAll(waiting.keySet());
        see(active, passedOver);
        List<JobFacts> line = AdmissionOrder.order(
                waiting.values().stream().map(entry -> entry.job().facts()).toList(), active, history);
        return letIn(line, waiting, maxActive - active.size());
    }

    private void see(List<JobFacts> active, Set<JobId> waiting) {
        Set<JobId> onBatch = active.stream().map(JobFacts::job).collect(Collectors.toSet());
        Set<JobId> open = new HashSet<>(onBatch);
        open.addAll(waiting);
        freed.see(onBatch, open, clock.instant());
    }

    private HandlerResult letIn(List<JobFacts> line, Map<JobId, StoredJob<Queued>> waiting, int room) {
        Instant now = clock.instant();
        HandlerResult result = HandlerResult.none();
        List<Queued> left = new ArrayList<>();
        int free = room;
        for (JobFacts facts : line) {
            StoredJob<Queued> entry = waiting.get(facts.job());
            if (entry == null) {
                continue;
            }
            boolean mayStart = free > 0 && !entry.job().notBefore().isAfter(now);
            if (!mayStart) {
                left.add(entry.job());
                continue;
            }
            free--;
            history.started(facts);
            // Empty when another instance admitted the job: that instance also sends the next step.
            result = result.and(jobs.replace(entry, entry.job().admitted(now))
                    .map(admitted -> NextStep.of(admitted.job()))
                    .orElse(HandlerResult.none()));
        }
        lookedFull = free <= 0 && !left.isEmpty() ? now : Instant.EPOCH;
        return result.and(announcer.tell(left, freed, now));
    }
}
