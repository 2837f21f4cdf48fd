/** Brings a task's files to its node and its outputs to storage. */
@NullMarked
package io.dropbatch.localazure.batch.node.transfer;

import org.jspecify.annotations.NullMarked;
