package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleSpec;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleState;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;

/** A job schedule as one JSON record. */
final class JobScheduleRecord {

    private JobScheduleRecord() {}

    static ObjectNode write(JobSchedule schedule, JobScheduleStatus status) {
        ObjectNode record = Json.object();
        record.put("id", schedule.id().value());
        record.set("spec", schedule.spec().source());
        Json.put(record, "created", schedule.created());
        Json.put(record, "modified", schedule.modified());
        record.put("state", status.state().name());
        Json.put(record, "since", status.since());
        JobScheduleState previous = status.previous();
        Json.put(record, "previous", previous == null ? null : previous.name());
        Json.put(record, "previousSince", status.previousSince());
        record.put("jobs", status.jobs());
        Json.put(record, "served", status.served());
        Json.put(record, "end", status.endTime());
        return record;
    }

    static JobSchedule read(long key, JsonNode record) {
        return new JobSchedule(
                key,
                new JobScheduleId(record.path("id").asText()),
                JobScheduleSpec.read(Document.of((ObjectNode) record.get("spec"))),
                status(record),
                PoolRecord.instant(record, "created"),
                PoolRecord.instant(record, "modified"));
    }

    private static JobScheduleStatus status(JsonNode record) {
        String previous = Json.text(record, "previous");
        return new JobScheduleStatus(
                JobScheduleState.valueOf(record.path("state").asText()),
                PoolRecord.instant(record, "since"),
                previous == null ? null : JobScheduleState.valueOf(previous),
                Json.instant(record, "previousSince"),
                record.path("jobs").asInt(),
                Json.instant(record, "served"),
                Json.instant(record, "end"));
    }
}
