/** The queue of waiting jobs, as people see it. */
@NullMarked
package io.dropbatch.scheduler.domain.queue;

import org.jspecify.annotations.NullMarked;
