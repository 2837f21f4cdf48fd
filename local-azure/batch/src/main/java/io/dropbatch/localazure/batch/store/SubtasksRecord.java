package io.dropbatch.localazure.batch.store;

import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The statuses of a task's subtasks, one after the other, each after its length. */
final class SubtasksRecord {

    private SubtasksRecord() {}

    static byte[] write(List<TaskStatus> subtasks) {
        List<byte[]> records = subtasks.stream().map(StatusRecord::write).toList();
        int length =
                records.stream().mapToInt(each -> Integer.BYTES + each.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        records.forEach(each -> buffer.putInt(each.length).put(each));
        return buffer.array();
    }

    static List<TaskStatus> read(byte[] record, UnaryOperator<NodeRef> known) {
        ByteBuffer buffer = ByteBuffer.wrap(record);
        List<TaskStatus> subtasks = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] each = new byte[buffer.getInt()];
            buffer.get(each);
            subtasks.add(StatusRecord.read(each, known));
        }
        return subtasks;
    }
}
