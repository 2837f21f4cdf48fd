/** Downloads a task's files to its node and uploads its outputs to storage. */
@NullMarked
package io.dropbatch.localazure.batch.node.transfer;

import org.jspecify.annotations.NullMarked;
