/** Behaves as a Batch account does: pools, nodes, jobs, tasks and who runs where. */
@NullMarked
package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.NullMarked;
