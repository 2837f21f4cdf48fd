package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;

/** A job schedule as one JSON record. */
final class JobScheduleRecord {

    private JobScheduleRecord() {}

    static ObjectNode write(JobSchedule schedule, JobScheduleStatus status) {
        ObjectNode record = JsonTrees.object();
        record.put("id", schedule.id().value());
        record.set("spec", schedule.spec().source());
        JsonTrees.put(record, "created", schedule.created());
        JsonTrees.put(record, "modified", schedule.modified());
        record.put("state", status.state().name());
        JsonTrees.put(record, "since", status.since());
        JobScheduleState previous = status.previous();
        JsonTrees.put(record, "previous", previous == null ? null : previous.name());
        JsonTrees.put(record, "previousSince", status.previousSince());
        record.put("jobs", status.jobs());
        JsonTrees.put(record, "served", status.served());
        JsonTrees.put(record, "end", status.endTime());
        return record;
    }

    static JobSchedule read(long key, JsonNode record) {
        return new JobSchedule(
                key,
                new JobScheduleId(record.path("id").asText()),
                JobScheduleDefinition.read(RequestDocument.of((ObjectNode) record.get("spec"))),
                status(record),
                PoolRecord.instant(record, "created"),
                PoolRecord.instant(record, "modified"));
    }

    private static JobScheduleStatus status(JsonNode record) {
        String previous = JsonTrees.text(record, "previous");
        return new JobScheduleStatus(
                JobScheduleState.valueOf(record.path("state").asText()),
                PoolRecord.instant(record, "since"),
                previous == null ? null : JobScheduleState.valueOf(previous),
                JsonTrees.instant(record, "previousSince"),
                record.path("jobs").asInt(),
                JsonTrees.instant(record, "served"),
                JsonTrees.instant(record, "end"));
    }
}
