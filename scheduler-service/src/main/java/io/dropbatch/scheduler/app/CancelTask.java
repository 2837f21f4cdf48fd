package io.dropbatch.scheduler.app;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.TaskCancelled;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.scheduler.app.port.BatchAnswer;
import io.dropbatch.scheduler.app.port.CancelledTasks;
import io.dropbatch.scheduler.app.port.CancelledTasks.CancelledTask;
import io.dropbatch.scheduler.app.port.ComputeAccount;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Closed;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Ends tasks whose files were cancelled; the other tasks of their jobs go on. A job of which no other is left is closed. A
 * task may come to Batch later, or Batch may not end it at once: so what was cancelled is stored, and asked for again.
 */
public final class CancelTask {

    /** Requests of one look, so that the other work of the round need not wait. */
    private static final int MOST_ENDED = 200;

    private final JobStore jobs;
    private final CancelledTasks tasks;
    private final CloseJob close;
    private final ComputeAccount compute;
    private final RandomGenerator random;

    /** @param random chooses whom a look asks for if it cannot ask for all */
    public CancelTask(
            JobStore jobs, CancelledTasks tasks, CloseJob close, ComputeAccount compute, RandomGenerator random) {
        this.jobs = jobs;
        this.tasks = tasks;
        this.close = close;
        this.compute = compute;
        this.random = random;
    }

    /** A job that is not known yet is on its way: its acceptance was announced before. */
    public HandlerResult cancelled(TaskCancelled event) {
        CancelledTask task = new CancelledTask(event.job(), event.task(), false);
        tasks.add(task.job(), task.task());
        return jobs.find(task.job()).map(entry -> cancelled(entry.job(), task)).orElse(HandlerResult.none());
    }

    private HandlerResult cancelled(ScheduledJob job, CancelledTask task) {
        return switch (job) {
            case Closed closed -> NextStep.of(closed);
            case Open open when tasks.count(task.job()) >= all(open) -> close.close(open, nothingLeft());
            case Open open -> {
                end(open, task);
                yield HandlerResult.none();
            }
        };
    }

    /** Asks Batch again to end what goes on there, and forgets the tasks of closed jobs. */
    HandlerResult keep(List<StoredJob<Open>> open) {
        Map<JobId, Open> known = open.stream()
                .map(StoredJob::job)
                .collect(Collectors.toMap(job -> job.facts().job(), Function.identity()));
        Map<JobId, List<CancelledTask>> byJob = tasks.all().stream().collect(Collectors.groupingBy(CancelledTask::job));
        List<Runnable> requests = new ArrayList<>();
        HandlerResult result = HandlerResult.none();
        for (Map.Entry<JobId, List<CancelledTask>> entry : byJob.entrySet()) {
            Open job = known.get(entry.getKey());
            if (job == null) {
                forgetIfClosed(entry.getKey(), entry.getValue());
            } else if (entry.getValue().size() >= all(job)) {
                result = result.and(close.close(job, nothingLeft()));
            } else if (isOnBatch(job)) {
                entry.getValue().stream()
                        .filter(task -> !task.ended())
                        .forEach(task -> requests.add(() -> end(job, task)));
            }
        }
        // By chance, so that those which Batch does not end keep no others waiting.
        Collections.shuffle(requests, random);
        requests.stream().limit(MOST_ENDED).forEach(Runnable::run);
        return result;
    }

    private void forgetIfClosed(JobId job, List<CancelledTask> cancelled) {
        if (jobs.find(job).filter(entry -> entry.job() instanceof Closed).isPresent()) {
            cancelled.forEach(tasks::forget);
        }
    }

    /** As long as slices are handed over, a task that Batch does not have may still come to it. */
    private void end(Open job, CancelledTask task) {
        if (isOnBatch(job)
                && compute.terminateTask(task.job(), task.task()) instanceof BatchAnswer.Done
                && job instanceof Running) {
            tasks.ended(task);
        }
    }

    private static boolean isOnBatch(Open job) {
        return !(job instanceof Queued);
    }

    private static int all(Open job) {
        return job.facts().tasks(0);
    }

    private static Failure nothingLeft() {
        return Failure.of(FailureCode.CANCELLED, "Each file of the job was cancelled.");
    }
}
