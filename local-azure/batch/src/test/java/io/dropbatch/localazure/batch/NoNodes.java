package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The real nodes of an account whose pools are all virtual. */
final class NoNodes implements NodeAgent {

    @Override
    public Run start(RunOrder order, Consumer<RunEnd> ended) {
        throw new AssertionError("all pools are virtual");
    }

    @Override
    public void remove(Path directory) {}
}
