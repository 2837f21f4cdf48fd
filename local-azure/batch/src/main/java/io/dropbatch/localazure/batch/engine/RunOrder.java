package io.dropbatch.localazure.batch.engine;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a node needs to know to run one command. */
public record RunOrder(
        PoolId pool,
        NodeId node,
        boolean dedicated,
        Path nodeRoot,
        Path directory,
        @Nullable JobId job,
        @Nullable String task,
        @Nullable Path preparationDirectory,
        Map<String, String> commonEnvironment,
        TaskSpec spec) {}
