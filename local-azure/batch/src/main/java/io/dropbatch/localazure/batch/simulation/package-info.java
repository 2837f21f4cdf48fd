/** Virtual pools: nodes that run no processes, and tasks that only take time. */
@NullMarked
package io.dropbatch.localazure.batch.simulation;

import org.jspecify.annotations.NullMarked;
