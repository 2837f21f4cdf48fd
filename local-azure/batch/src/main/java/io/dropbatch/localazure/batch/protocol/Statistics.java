package io.dropbatch.localazure.batch.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.document.Times;
import io.dropbatch.localazure.batch.engine.Job;
import io.dropbatch.localazure.batch.engine.JobSchedule;
import io.dropbatch.localazure.batch.engine.Pool;
import io.dropbatch.localazure.batch.engine.Task;
import io.dropbatch.localazure.batch.engine.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** What pools, jobs and tasks have used, for who asks with {@code $expand=stats}; what is not measured is left out. */
final class Statistics {

    private Duration wallClock = Duration.ZERO;
    private Duration waited = Duration.ZERO;
    private long succeeded;
    private long failed;
    private long retries;

    private Statistics() {}

    /** Adds statistics to a document when the caller wants them. */
    static ObjectNode expand(Call call, ObjectNode document, Supplier<ObjectNode> statistics) {
        String expand = call.query().get("$expand");
        if (expand != null && expand.strip().equalsIgnoreCase("stats")) {
            document.set("stats", statistics.get());
        }
        return document;
    }

    static ObjectNode of(Pool pool, Instant now, String base) {
        ObjectNode document = document(PoolDocument.address(pool, base), pool.created(), now);
        ObjectNode usage = document.putObject("usageStats");
        Json.put(usage, "startTime", pool.created());
        Json.put(usage, "lastUpdateTime", now);
        usage.put("dedicatedCoreTime", Times.text(pool.dedicatedCoreTime(now)));
        return document;
    }

    static ObjectNode of(Job job, Instant now, String base) {
        ObjectNode document = document(JobDocument.address(job, base), job.created(), now);
        return over(List.of(job), now).counts(document);
    }

    static ObjectNode of(JobSchedule schedule, Collection<Job> jobs, Instant now, String base) {
        ObjectNode document = document(JobScheduleDocument.address(schedule, base), schedule.created(), now);
        return over(jobs, now).counts(document);
    }

    static ObjectNode of(Task task, Instant now, String base) {
        Statistics statistics = new Statistics();
        statistics.add(task, now);
        return statistics.times(document(TaskDocument.address(task, base), task.created(), now));
    }

    private static Statistics over(Collection<Job> jobs, Instant now) {
        Statistics statistics = new Statistics();
        for (Job job : jobs) {
            job.tasks().values().forEach(task -> statistics.add(task, now));
            statistics.succeeded += job.tally().succeeded();
            statistics.failed += job.tally().failed();
        }
        return statistics;
    }

    private void add(Task task, Instant now) {
        Execution execution = task.status().execution();
        retries += execution.retryCount();
        Instant start = execution.startTime();
        if (start != null) {
            Instant end = execution.endTime();
            wallClock = wallClock.plus(Duration.between(start, end == null ? now : end));
            waited = waited.plus(Duration.between(task.created(), start));
        }
    }

    private ObjectNode counts(ObjectNode document) {
        return times(document)
                .put("numSucceededTasks", succeeded)
                .put("numFailedTasks", failed)
                .put("numTaskRetries", retries);
    }

    private ObjectNode times(ObjectNode document) {
        return document.put("wallClockTime", Times.text(wallClock)).put("waitTime", Times.text(waited));
    }

    private static ObjectNode document(String url, Instant since, Instant now) {
        ObjectNode document = Json.object().put("url", url);
        Json.put(document, "startTime", since);
        Json.put(document, "lastUpdateTime", now);
        return document;
    }
}
