package io.dropbatch.localazure.batch.store;

import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.ChangeTimes;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.state.TaskRequest;
import io.dropbatch.localazure.batch.engine.state.TaskSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** The request of a task: a binary head, and the user's JSON unchanged. */
final class TaskLogRecord {

    // Slots need few bits; the bits above them are absent in older logs.
    private static final int TRAITS = 16;
    private static final int SLOTS = 0xffff;
    private static final int FIXED = 8 + 2 * (8 + 4) + 4 + 4;

    private TaskLogRecord() {}

    static byte[] write(Task task) {
        byte[] id = task.id().value().getBytes(StandardCharsets.US_ASCII);
        byte[] source = task.source();
        ByteBuffer buffer = ByteBuffer.allocate(FIXED + id.length + source.length);
        buffer.putLong(task.job().key());
        put(buffer, task.created());
        put(buffer, task.modified());
        buffer.putInt(task.requiredSlots() | task.traits() << TRAITS)
                .putInt(id.length)
                .put(id);
        return buffer.put(source).array();
    }

    static long jobKey(byte[] record) {
        return ByteBuffer.wrap(record).getLong();
    }

    /** Reads a task that has never run; its JSON stays in the log. */
    static Task read(long key, byte[] record, Job job, TaskSource source) {
        ByteBuffer buffer = ByteBuffer.wrap(record);
        buffer.getLong();
        Instant created = instant(buffer);
        Instant modified = instant(buffer);
        int slots = buffer.getInt();
        byte traits = (byte) (slots >> TRAITS);
        byte[] id = new byte[buffer.getInt()];
        buffer.get(id);
        return new Task(
                key,
                job,
                new BatchTaskId(new String(id, StandardCharsets.US_ASCII)),
                new TaskRequest(slots & SLOTS, traits, source),
                TaskStatus.created(created),
                new ChangeTimes(created, modified.equals(created) ? created : modified));
    }

    static byte[] source(byte[] record) {
        int id = ByteBuffer.wrap(record).getInt(FIXED - Integer.BYTES);
        return Arrays.copyOfRange(record, FIXED + id, record.length);
    }

    private static void put(ByteBuffer buffer, Instant instant) {
        buffer.putLong(instant.getEpochSecond()).putInt(instant.getNano());
    }

    private static Instant instant(ByteBuffer buffer) {
        return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    }
}
