/** Hands the tasks of a job to Batch, level by level. */
@NullMarked
package io.dropbatch.scheduler.app.level;

import org.jspecify.annotations.NullMarked;
