/** Pools: what is asked for, what Batch has, and what to do about the difference. */
@NullMarked
package io.dropbatch.scheduler.domain.pool;

import org.jspecify.annotations.NullMarked;
