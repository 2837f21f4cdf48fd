/**
 * The mutable state of an account: pools, nodes, jobs, tasks and job schedules. All packages may read it, only the
 * engine changes it.
 */
@NullMarked
package io.dropbatch.localazure.batch.engine.state;

import org.jspecify.annotations.NullMarked;
