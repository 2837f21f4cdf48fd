/** Starts commands on a node, holds them to their limits, and ends them with all that they started. */
@NullMarked
package io.dropbatch.localazure.batch.node.process;

import org.jspecify.annotations.NullMarked;
