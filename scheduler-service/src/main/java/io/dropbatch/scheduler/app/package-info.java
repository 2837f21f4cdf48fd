/** What the scheduler does, one class a use case. */
@NullMarked
package io.dropbatch.scheduler.app;

import org.jspecify.annotations.NullMarked;
