package io.dropbatch.localazure.batch.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.task.ExecutionDocument;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.TaskExecution;
import io.dropbatch.localazure.batch.engine.model.task.TaskResult;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A task's status in few bytes, since each task writes two or more. The first byte is the version of the format; older
 * logs have JSON, which begins with a brace.
 */
final class StatusRecord {

    private static final byte VERSION = 1;
    /** The same format, for a task that is being ended. */
    private static final byte ENDING = 2;

    private StatusRecord() {}

    static byte[] write(TaskStatus status) {
        FieldsOut out = new FieldsOut();
        TaskExecution execution = status.execution();
        out.putByte(status.ending() ? ENDING : VERSION);
        out.put(status.state());
        out.put(status.since());
        out.put(status.previous());
        out.put(status.previousSince());
        out.put(execution.startTime());
        out.put(execution.endTime());
        out.put(execution.exitCode());
        out.put(execution.result());
        out.putInt(execution.retryCount());
        out.put(execution.lastRetryTime());
        out.putInt(execution.requeueCount());
        out.put(execution.lastRequeueTime());
        NodeRef node = status.node();
        out.put(node == null ? null : node.pool().value());
        out.put(node == null ? null : node.node().value());
        write(execution.failure(), out);
        return out.bytes();
    }

    /** Reads a status; {@code known} returns one shared object for equal nodes. */
    static TaskStatus read(byte[] record, UnaryOperator<NodeRef> known) {
        return switch (record[0]) {
            case VERSION -> fields(new FieldsIn(record), known);
            case ENDING -> fields(new FieldsIn(record), known).beingEnded();
            default -> json(JsonTrees.stored(record), known);
        };
    }

    private static TaskStatus fields(FieldsIn in, UnaryOperator<NodeRef> known) {
        in.getByte();
        TaskState state = Objects.requireNonNull(in.constant(TaskState.values()));
        Instant since = Objects.requireNonNull(in.instant());
        TaskState previous = in.constant(TaskState.values());
        Instant previousSince = in.instant();
        Instant start = same(in.instant(), previousSince);
        Instant end = same(in.instant(), since);
        Integer exitCode = in.integer();
        TaskResult result = in.constant(TaskResult.values());
        int retries = in.getInt();
        Instant lastRetry = in.instant();
        int requeues = in.getInt();
        Instant lastRequeue = in.instant();
        String pool = in.text();
        String node = in.text();
        TaskExecution execution =
                new TaskExecution(start, end, exitCode, failure(in), result, retries, lastRetry, requeues, lastRequeue);
        return new TaskStatus(state, since, previous, previousSince, execution, ref(pool, node, known));
    }

    private static TaskStatus json(JsonNode record, UnaryOperator<NodeRef> known) {
        String previous = JsonTrees.text(record, "previous");
        JsonNode node = record.path("node");
        return new TaskStatus(
                TaskState.valueOf(record.path("state").asText()),
                PoolRecord.instant(record, "since"),
                previous == null ? null : TaskState.valueOf(previous),
                JsonTrees.instant(record, "previousSince"),
                ExecutionDocument.read(record.path("execution")),
                ref(JsonTrees.text(node, "pool"), JsonTrees.text(node, "node"), known));
    }

    private static void write(@Nullable FailureInfo failure, FieldsOut out) {
        out.put(failure == null ? null : failure.category());
        if (failure == null) {
            return;
        }
        out.put(failure.code());
        out.put(failure.message());
        out.putInt(failure.details().size());
        failure.details().forEach((name, value) -> {
            out.put(name);
            out.put(value);
        });
    }

    private static @Nullable FailureInfo failure(FieldsIn in) {
        FailureInfo.Category category = in.constant(FailureInfo.Category.values());
        if (category == null) {
            return null;
        }
        String code = Objects.requireNonNull(in.text());
        String message = Objects.requireNonNull(in.text());
        Map<String, String> details = new LinkedHashMap<>();
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            details.put(Objects.requireNonNull(in.text()), Objects.requireNonNull(in.text()));
        }
        return new FailureInfo(category, code, message, details);
    }

    private static @Nullable NodeRef ref(@Nullable String pool, @Nullable String node, UnaryOperator<NodeRef> known) {
        return pool == null || node == null ? null : known.apply(new NodeRef(new PoolId(pool), new NodeId(node)));
    }

    /** Shares one object for equal times, since each of a million tasks has several. */
    private static @Nullable Instant same(@Nullable Instant time, @Nullable Instant other) {
        return time != null && time.equals(other) ? other : time;
    }
}
