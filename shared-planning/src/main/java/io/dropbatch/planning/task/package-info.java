/** What Batch is asked to do for a job and for each of its tasks. */
@NullMarked
package io.dropbatch.planning.task;

import org.jspecify.annotations.NullMarked;
