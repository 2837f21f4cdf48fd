package io.dropbatch.localazure.batch.engine.state;

/** Keeps the JSON that users sent for their tasks. */
@FunctionalInterface
public interface TaskSource {

    /** What was sent for a task; a task that was deleted meanwhile is refused as not found. */
    byte[] of(Task task);
}
