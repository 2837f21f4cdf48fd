/** Starts commands on a node, applies their limits, and ends them with all their descendants. */
@NullMarked
package io.dropbatch.localazure.batch.node.process;

import org.jspecify.annotations.NullMarked;
