/** Behaves as a Batch account does: everything that changes, under one lock, and who runs where. */
@NullMarked
package io.dropbatch.localazure.batch.engine;

import org.jspecify.annotations.NullMarked;
