package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.protocol.call.ApiCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Supplier;

/** The usage of pools, jobs and tasks; values that are not measured are left out. */
public final class UsageStatistics {

    private UsageStatistics() {}

    /** Adds statistics to a document when the caller requests them. */
    public static ObjectNode expand(ApiCall call, ObjectNode document, Supplier<ObjectNode> statistics) {
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
        TaskUsage taskUsage = jobs.stream().map(Job::effort).reduce(TaskUsage.NONE, TaskUsage::plus);
        return counts(document, taskUsage.until(now));
    }

    public static ObjectNode of(Task task, Instant now, String base) {
        ObjectNode document = timed(address(TaskDocument.address(task, base)), task.created(), now);
        return times(
                document, TaskUsage.NONE.plus(task.created(), task.status()).until(now));
    }

    /** The statistics of all pools, including deleted ones. */
    public static ObjectNode ofPools(LifetimeUsage lifetime, Instant now, String base) {
        ObjectNode document = timed(address(base + "/lifetimepoolstats"), lifetime.since(), now);
        return coreTime(document, lifetime.since(), now, lifetime.coreTime());
    }

    /** The statistics of all jobs, including deleted ones. */
    public static ObjectNode ofJobs(LifetimeUsage lifetime, Instant now, String base) {
        ObjectNode document = timed(address(base + "/lifetimejobstats"), lifetime.since(), now);
        return counts(document, lifetime.effort());
    }

    private static ObjectNode coreTime(ObjectNode document, Instant since, Instant now, Duration dedicated) {
        timed(document.putObject("usageStats"), since, now).put("dedicatedCoreTime", AzureTimes.text(dedicated));
        return document;
    }

    private static ObjectNode counts(ObjectNode document, TaskUsage taskUsage) {
        return times(document, taskUsage)
                .put("numSucceededTasks", taskUsage.succeeded())
                .put("numFailedTasks", taskUsage.failed())
                .put("numTaskRetries", taskUsage.retries());
    }

    private static ObjectNode times(ObjectNode document, TaskUsage taskUsage) {
        return document.put("wallClockTime", AzureTimes.text(taskUsage.wallClock()))
                .put("waitTime", AzureTimes.text(taskUsage.waited()));
    }

    private static ObjectNode address(String url) {
        return JsonTrees.object().put("url", url);
    }

    private static ObjectNode timed(ObjectNode document, Instant since, Instant now) {
        JsonTrees.put(document, "startTime", since);
        JsonTrees.put(document, "lastUpdateTime", now);
        return document;
    }
}
