/** Calls Azure Batch. */
@NullMarked
package io.dropbatch.scheduler.adapter.azurebatch;

import org.jspecify.annotations.NullMarked;
