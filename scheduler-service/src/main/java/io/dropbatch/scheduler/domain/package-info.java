/** Jobs on their way to Batch: their states, the order in which they may start, and what their tasks consist of. */
@NullMarked
package io.dropbatch.scheduler.domain;

import org.jspecify.annotations.NullMarked;
