/** Reads and writes the scheduler's blobs and rows. */
@NullMarked
package io.dropbatch.scheduler.adapter.store;

import org.jspecify.annotations.NullMarked;
