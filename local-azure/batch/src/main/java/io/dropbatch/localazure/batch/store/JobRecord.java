package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.job.JobDefinition;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;

/** A job, and its state on each node, as JSON records. */
final class JobRecord {

    private JobRecord() {}

    static ObjectNode write(Job job, JobStatus status) {
        ObjectNode record = JsonTrees.object();
        record.put("id", job.id().value());
        record.set("spec", job.spec().source());
        record.put("pool", job.spec().pool().value());
        JsonTrees.put(record, "created", job.created());
        JsonTrees.put(record, "modified", job.modified());
        record.put("state", status.state().name());
        JsonTrees.put(record, "since", status.since());
        JobState previous = status.previous();
        JsonTrees.put(record, "previous", previous == null ? null : previous.name());
        JsonTrees.put(record, "previousSince", status.previousSince());
        JsonTrees.put(record, "start", status.startTime());
        JsonTrees.put(record, "end", status.endTime());
        JsonTrees.put(record, "reason", status.terminateReason());
        return record;
    }

    static Job read(long key, JsonNode record) {
        String previous = JsonTrees.text(record, "previous");
        JobStatus status = new JobStatus(
                JobState.valueOf(record.path("state").asText()),
                PoolRecord.instant(record, "since"),
                previous == null ? null : JobState.valueOf(previous),
                JsonTrees.instant(record, "previousSince"),
                PoolRecord.instant(record, "start"),
                JsonTrees.instant(record, "end"),
                JsonTrees.text(record, "reason"));
        return new Job(
                key,
                new BatchJobId(record.path("id").asText()),
                spec(record),
                status,
                PoolRecord.instant(record, "created"),
                PoolRecord.instant(record, "modified"));
    }

    private static JobDefinition spec(JsonNode record) {
        JobDefinition spec = JobDefinition.read(RequestDocument.of((ObjectNode) record.get("spec")));
        String pool = JsonTrees.text(record, "pool");
        return pool == null ? spec : spec.on(new PoolId(pool));
    }

    static ObjectNode write(JobOnNode onNode) {
        ObjectNode record = JsonTrees.object();
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
