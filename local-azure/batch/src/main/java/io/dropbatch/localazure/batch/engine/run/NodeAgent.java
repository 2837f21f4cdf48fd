package io.dropbatch.localazure.batch.engine.run;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import java.net.URI;
import java.util.function.Consumer;

/** Runs commands on nodes; the engine decides which command runs where. */
public interface NodeAgent {

    /** Starts a run and returns at once; {@code ended} is called once, on another thread. */
    Run start(RunOrder order, Consumer<RunEnd> ended);

    /** Refuses a pool whose nodes this agent cannot provide. */
    default void check(PoolDefinition pool) {}

    /** Deletes a directory and everything below it, in the background. */
    void remove(java.nio.file.Path directory);

    /** Uploads a blob to a container, in the background. */
    default void send(URI container, String blob, byte[] content) {
        throw new UnsupportedOperationException("This agent has nothing to do with storage");
    }

    /** Ends the leftover processes of runs in a directory; {@code ended} is called once, on another thread. */
    default void endProcesses(PoolId pool, java.nio.file.Path directory, Runnable ended) {
        Thread.ofVirtual().start(ended);
    }

    /** A run that has started. */
    interface Run {

        /** Ends the run and every process it started; idempotent. */
        void kill();
    }
}
