package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.Job;
import io.dropbatch.localazure.batch.engine.NodeId;
import io.dropbatch.localazure.batch.engine.NodeRef;
import io.dropbatch.localazure.batch.engine.PoolId;
import io.dropbatch.localazure.batch.engine.Task;
import io.dropbatch.localazure.batch.engine.TaskId;
import io.dropbatch.localazure.batch.engine.TaskState;
import io.dropbatch.localazure.batch.engine.TaskStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task as two records: a binary head with the user's JSON untouched, and its status as JSON. */
final class TaskRecord {

    private static final int FIXED = 8 + 2 * (8 + 4) + 4 + 4;

    private TaskRecord() {}

    static byte[] write(Task task) {
        byte[] id = task.id().value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(FIXED + id.length + task.source().length);
        buffer.putLong(task.job().key());
        put(buffer, task.created());
        put(buffer, task.modified());
        buffer.putInt(task.requiredSlots()).putInt(id.length).put(id);
        return buffer.put(task.source()).array();
    }

    static long jobKey(byte[] record) {
        return ByteBuffer.wrap(record).getLong();
    }

    /** Reads a task; one without a record of its status has never run. */
    static Task read(long key, byte[] record, @Nullable TaskStatus status, Job job) {
        ByteBuffer buffer = ByteBuffer.wrap(record);
        buffer.getLong();
        Instant created = instant(buffer);
        Instant modified = instant(buffer);
        int slots = buffer.getInt();
        byte[] id = new byte[buffer.getInt()];
        buffer.get(id);
        byte[] source = new byte[buffer.remaining()];
        buffer.get(source);
        return new Task(
                key,
                job,
                new TaskId(new String(id, StandardCharsets.US_ASCII)),
                slots,
                source,
                created,
                modified,
                status == null ? TaskStatus.created(created) : status);
    }

    static ObjectNode write(TaskStatus status) {
        ObjectNode record = Json.object();
        record.put("state", status.state().name());
        Json.put(record, "since", status.since());
        TaskState previous = status.previous();
        Json.put(record, "previous", previous == null ? null : previous.name());
        Json.put(record, "previousSince", status.previousSince());
        record.set("execution", ExecutionDocument.write(status.execution()));
        NodeRef node = status.node();
        if (node != null) {
            record.putObject("node")
                    .put("pool", node.pool().value())
                    .put("node", node.node().value());
        }
        return record;
    }

    static TaskStatus status(JsonNode record) {
        String previous = Json.text(record, "previous");
        JsonNode node = record.path("node");
        return new TaskStatus(
                TaskState.valueOf(record.path("state").asText()),
                PoolRecord.instant(record, "since"),
                previous == null ? null : TaskState.valueOf(previous),
                Json.instant(record, "previousSince"),
                ExecutionDocument.read(record.path("execution")),
                node.isMissingNode()
                        ? null
                        : new NodeRef(
                                new PoolId(node.path("pool").asText()),
                                new NodeId(node.path("node").asText())));
    }

    private static void put(ByteBuffer buffer, Instant instant) {
        buffer.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static Instant instant(ByteBuffer buffer) {
        return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    }
}
