/** Definitions and statuses of tasks. All types are immutable. */
@NullMarked
package io.dropbatch.localazure.batch.engine.model.task;

import org.jspecify.annotations.NullMarked;
