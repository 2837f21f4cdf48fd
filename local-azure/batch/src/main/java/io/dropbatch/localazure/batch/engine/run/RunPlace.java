package io.dropbatch.localazure.batch.engine.run;

import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import java.nio.file.Path;

/**
 * Where a command runs.
 *
 * @param dedicated whether the node is no spot node
 * @param nodeRoot the folder of all of the node's files
 * @param directory the folder of the command, which holds its logs and its working directory
 */
public record RunPlace(PoolId pool, NodeId node, boolean dedicated, Path nodeRoot, Path directory) {}
