/** What jobs and job schedules ask for, and how they stand. Nothing here changes. */
@NullMarked
package io.dropbatch.localazure.batch.engine.model.job;

import org.jspecify.annotations.NullMarked;
