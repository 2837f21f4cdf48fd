/** The scheduler's use cases, one class for each. */
@NullMarked
package io.dropbatch.scheduler.app;

import org.jspecify.annotations.NullMarked;
