package io.dropbatch.localazure.batch.protocol.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.AzureTimes;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Job schedules as Azure writes them. */
public final class JobScheduleDocument {

    public static final Map<String, Function<JobSchedule, @Nullable Object>> PROPERTIES = Map.of(
            "id", schedule -> schedule.id().value(),
            "state", schedule -> schedule.state().name(),
            "stateTransitionTime", schedule -> schedule.status().since(),
            "previousState", schedule -> name(schedule.status().previous()),
            "previousStateTransitionTime", schedule -> schedule.status().previousSince(),
            "creationTime", JobSchedule::created,
            "lastModified", JobSchedule::modified,
            "executionInfo/endTime", schedule -> schedule.status().endTime(),
            "schedule/doNotRunUntil", schedule -> schedule.spec().recurrence().notUntil(),
            "schedule/doNotRunAfter", schedule -> schedule.spec().recurrence().notAfter());

    private JobScheduleDocument() {}

    public static ObjectNode write(JobSchedule schedule, Instant now, String base) {
        JobScheduleStatus status = schedule.status();
        ObjectNode document = schedule.spec().source().deepCopy();
        document.put("id", schedule.id().value());
        document.put("url", address(schedule, base));
        document.put("eTag", AzureTimes.etag(schedule.modified()));
        JsonTrees.put(document, "lastModified", schedule.modified());
        JsonTrees.put(document, "creationTime", schedule.created());
        document.put("state", name(status.state()));
        JsonTrees.put(document, "stateTransitionTime", status.since());
        JsonTrees.put(document, "previousState", name(status.previous()));
        JsonTrees.put(document, "previousStateTransitionTime", status.previousSince());
        if (document.get("jobSpecification") instanceof ObjectNode job) {
            JobDocument.writeDefaults(job, schedule.spec().job());
        }
        ObjectNode execution = document.putObject("executionInfo");
        JsonTrees.put(execution, "nextRunTime", schedule.nextRun(now));
        BatchJobId recent = schedule.recentJob();
        if (recent != null) {
            execution.putObject("recentJob").put("id", recent.value()).put("url", base + "/jobs/" + recent);
        }
        JsonTrees.put(execution, "endTime", status.endTime());
        return document;
    }

    public static String address(JobSchedule schedule, String base) {
        return base + "/jobschedules/" + schedule.id();
    }

    private static @Nullable String name(@Nullable JobScheduleState state) {
        return state == null ? null : state.name().toLowerCase(Locale.ROOT);
    }
}
