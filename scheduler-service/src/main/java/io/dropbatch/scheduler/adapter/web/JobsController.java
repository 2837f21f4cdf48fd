package io.dropbatch.scheduler.adapter.web;

import io.dropbatch.model.id.JobId;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.scheduler.app.port.JobStore;
import io.dropbatch.scheduler.app.port.StoredJob;
import io.dropbatch.scheduler.domain.ScheduledJob.Open;
import io.dropbatch.scheduler.domain.ScheduledJob.Queued;
import io.dropbatch.scheduler.domain.ScheduledJob.Running;
import io.dropbatch.scheduler.domain.ScheduledJob.Submitting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows operators the queued jobs and the jobs on Batch. */
@RestController
public class JobsController {

    private final JobStore jobs;

    public JobsController(JobStore jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/jobs")
    List<JobView> jobs() {
        return jobs.open().stream()
                .map(StoredJob::job)
                .map(JobsController::view)
                .sorted(Comparator.comparing(JobView::acceptedAt))
                .toList();
    }

    /** @param level the job's current level; 0 for a queued job */
    record JobView(
            String job,
            String workload,
            String state,
            int level,
            List<Integer> levels,
            int priority,
            Instant acceptedAt,
            String pool) {}

    private static JobView view(Open job) {
        JobFacts facts = job.facts();
        JobId id = facts.job();
        return new JobView(
                id.value(),
                facts.workload(),
                state(job),
                level(job),
                facts.levels(),
                facts.priority(),
                facts.acceptedAt(),
                job.pool().id());
    }

    private static String state(Open job) {
        return switch (job) {
            case Queued queued -> "queued";
            case Submitting submitting -> "submitting";
            case Running running -> "running";
        };
    }

    private static int level(Open job) {
        return switch (job) {
            case Queued queued -> 0;
            case Submitting submitting -> submitting.position().level();
            case Running running -> running.level();
        };
    }
}
