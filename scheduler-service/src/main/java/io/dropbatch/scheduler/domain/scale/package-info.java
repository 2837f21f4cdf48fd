/** The size of pools: what is there, what is needed, and the next step from one to the other. */
@NullMarked
package io.dropbatch.scheduler.domain.scale;

import org.jspecify.annotations.NullMarked;
