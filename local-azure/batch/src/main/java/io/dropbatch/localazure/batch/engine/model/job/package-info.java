/** Definitions and statuses of jobs and job schedules. All types are immutable. */
@NullMarked
package io.dropbatch.localazure.batch.engine.model.job;

import org.jspecify.annotations.NullMarked;
