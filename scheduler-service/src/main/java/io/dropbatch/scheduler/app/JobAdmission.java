package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.AdmissionHistory;
import io.dropbatch.scheduler.domain.AdmissionOrder;
import io.dropbatch.scheduler.domain.JobFacts;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts waiting jobs while the account has room for them, and announces the queue positions of the others. */
public final class JobAdmission {

    private static final int FRONT = 5;

    /** How long a full account is not checked again when only one more job has arrived. */
    private static final Duration STILL_FULL = Duration.ofSeconds(2);

    private final JobStore jobs;
    private final int maxActive;
    private final Clock clock;

    /** The positions announced last; they are announced again after a restart, which is harmless. */
    private final Map<JobId, Integer> told = new HashMap<>();

    private final AdmissionHistory history = new AdmissionHistory();
    private Instant lookedFull = Instant.EPOCH;

    public JobAdmission(JobStore jobs, SchedulerSettings settings, Clock clock) {
        this.jobs = jobs;
        this.maxActive = settings.maxActiveJobs();
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
        for (StoredJob<Open> entry : jobs.open()) {
            if (entry.job() instanceof Queued queued) {
                waiting.put(queued.facts().job(), entry.as(queued));
            } else {
                active.add(entry.job().facts());
            }
        }
        List<JobFacts> line = AdmissionOrder.order(
                waiting.values().stream().map(entry -> entry.job().facts()).toList(), active, history);
        return letIn(line, waiting, maxActive - active.size());
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
        return result.and(tell(left));
    }

    private HandlerResult tell(List<Queued> line) {
        List<JobQueued> news = new ArrayList<>();
        told.keySet().retainAll(line.stream().map(job -> job.facts().job()).toList());
        for (int i = 0; i < line.size(); i++) {
            Queued job = line.get(i);
            int position = i + 1;
            if (worthTelling(told.get(job.facts().job()), position)) {
                told.put(job.facts().job(), position);
                news.add(queued(job, position));
            }
        }
        return HandlerResult.announce(news.toArray(new JobQueued[0]));
    }

    /** Announces the first position, each halving and the last few steps, not every step of a long queue. */
    private static boolean worthTelling(@Nullable Integer before, int now) {
        return before == null || now * 2 <= before || (now <= FRONT && now != before);
    }

    private JobQueued queued(Queued job, int position) {
        Failure sentBack = job.reason();
        Failure reason = sentBack != null
                ? sentBack
                : Failure.of(
                        FailureCode.QUOTA,
                        maxActive + " jobs are running, as many as this account may have at a time: the job starts when"
                                + " one of them has ended");
        JobFacts facts = job.facts();
        return new JobQueued(facts.submission(), facts.workload(), facts.job(), position, reason);
    }
}
