package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.job.JobSpec;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;

/** A job, and what it did on each node, as JSON records. */
final class JobRecord {

    private JobRecord() {}

    static ObjectNode write(Job job, JobStatus status) {
        ObjectNode record = Json.object();
        record.put("id", job.id().value());
        record.set("spec", job.spec().source());
        record.put("pool", job.spec().pool().value());
        Json.put(record, "created", job.created());
        Json.put(record, "modified", job.modified());
        record.put("state", status.state().name());
        Json.put(record, "since", status.since());
        JobState previous = status.previous();
        Json.put(record, "previous", previous == null ? null : previous.name());
        Json.put(record, "previousSince", status.previousSince());
        Json.put(record, "start", status.startTime());
        Json.put(record, "end", status.endTime());
        Json.put(record, "reason", status.terminateReason());
        return record;
    }

    static Job read(long key, JsonNode record) {
        String previous = Json.text(record, "previous");
        JobStatus status = new JobStatus(
                JobState.valueOf(record.path("state").asText()),
                PoolRecord.instant(record, "since"),
                previous == null ? null : JobState.valueOf(previous),
                Json.instant(record, "previousSince"),
                PoolRecord.instant(record, "start"),
                Json.instant(record, "end"),
                Json.text(record, "reason"));
        return new Job(
                key,
                new JobId(record.path("id").asText()),
                spec(record),
                status,
                PoolRecord.instant(record, "created"),
                PoolRecord.instant(record, "modified"));
    }

    private static JobSpec spec(JsonNode record) {
        JobSpec spec = JobSpec.read(Document.of((ObjectNode) record.get("spec")));
        String pool = Json.text(record, "pool");
        return pool == null ? spec : spec.on(new PoolId(pool));
    }

    static ObjectNode write(JobOnNode onNode) {
        ObjectNode record = Json.object();
        record.put("job", onNode.job().key());
        record.put("pool", onNode.pool().value());
        record.put("node", onNode.node().value());
        record.put("phase", onNode.phase().name());
        record.set("preparation", ExecutionDocument.write(onNode.preparation()));
        record.set("release", ExecutionDocument.write(onNode.release()));
        return record;
    }

    static JobOnNode read(long key, JsonNode record, Job job) {
        return new JobOnNode(
                key,
                job,
                new NodeRef(
                        new PoolId(record.path("pool").asText()),
                        new NodeId(record.path("node").asText())),
                JobOnNode.Phase.valueOf(record.path("phase").asText()),
                ExecutionDocument.read(record.path("preparation")),
                ExecutionDocument.read(record.path("release")));
    }
}
