package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.document.Times;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.model.task.Effort;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.protocol.call.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** What pools, jobs and tasks have used; what is not measured is left out. */
public final class Statistics {

    private Statistics() {}

    /** Adds statistics to a document when the caller wants them. */
    public static ObjectNode expand(Call call, ObjectNode document, Supplier<ObjectNode> statistics) {
        String expand = call.query().get("$expand");
        if (expand != null && expand.strip().equalsIgnoreCase("stats")) {
            document.set("stats", statistics.get());
        }
        return document;
    }

    public static ObjectNode of(Pool pool, Instant now, String base) {
        ObjectNode document = timed(address(PoolDocument.address(pool, base)), pool.created(), now);
        return coreTime(document, pool.created(), now, pool.dedicatedCoreTime(now));
    }

    public static ObjectNode of(Job job, Instant now, String base) {
        ObjectNode document = timed(address(JobDocument.address(job, base)), job.created(), now);
        return counts(document, job.effort().until(now));
    }

    public static ObjectNode of(JobSchedule schedule, Collection<Job> jobs, Instant now, String base) {
        ObjectNode document = timed(address(JobScheduleDocument.address(schedule, base)), schedule.created(), now);
        Effort effort = jobs.stream().map(Job::effort).reduce(Effort.NONE, Effort::plus);
        return counts(document, effort.until(now));
    }

    public static ObjectNode of(Task task, Instant now, String base) {
        ObjectNode document = timed(address(TaskDocument.address(task, base)), task.created(), now);
        return times(document, Effort.NONE.plus(task.created(), task.status()).until(now));
    }

    /** All the pools that there ever were. */
    public static ObjectNode ofPools(LifetimeUsage lifetime, Instant now, String base) {
        ObjectNode document = timed(address(base + "/lifetimepoolstats"), lifetime.since(), now);
        return coreTime(document, lifetime.since(), now, lifetime.coreTime());
    }

    /** All the jobs that there ever were. */
    public static ObjectNode ofJobs(LifetimeUsage lifetime, Instant now, String base) {
        ObjectNode document = timed(address(base + "/lifetimejobstats"), lifetime.since(), now);
        return counts(document, lifetime.effort());
    }

    private static ObjectNode coreTime(ObjectNode document, Instant since, Instant now, Duration dedicated) {
        timed(document.putObject("usageStats"), since, now).put("dedicatedCoreTime", Times.text(dedicated));
        return document;
    }

    private static ObjectNode counts(ObjectNode document, Effort effort) {
        return times(document, effort)
                .put("numSucceededTasks", effort.succeeded())
                .put("numFailedTasks", effort.failed())
                .put("numTaskRetries", effort.retries());
    }

    private static ObjectNode times(ObjectNode document, Effort effort) {
        return document.put("wallClockTime", Times.text(effort.wallClock()))
                .put("waitTime", Times.text(effort.waited()));
    }

    private static ObjectNode address(String url) {
        return Json.object().put("url", url);
    }

    private static ObjectNode timed(ObjectNode document, Instant since, Instant now) {
        Json.put(document, "startTime", since);
        Json.put(document, "lastUpdateTime", now);
        return document;
    }
}
