/** The names of pools, nodes, jobs, tasks and job schedules. */
@NullMarked
package io.dropbatch.localazure.batch.engine.id;

import org.jspecify.annotations.NullMarked;
