/** Azure Batch through its Java SDK, read only. */
@NullMarked
package io.dropbatch.monitor.adapter.azurebatch;

import org.jspecify.annotations.NullMarked;
