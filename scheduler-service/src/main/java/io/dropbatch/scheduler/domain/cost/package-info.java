/** What nodes cost, and what jobs have used of them. */
@NullMarked
package io.dropbatch.scheduler.domain.cost;

import org.jspecify.annotations.NullMarked;
