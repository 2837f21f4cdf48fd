package io.dropbatch.localazure.batch.engine.state;

/** Provides the JSON that users sent for their tasks. */
@FunctionalInterface
public interface TaskSource {

    /** The JSON of a task; throws "not found" for a task that was deleted meanwhile. */
    byte[] of(Task task);
}
