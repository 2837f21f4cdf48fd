/** What the scheduler does, one class a use case, and the ports that it needs. */
@NullMarked
package io.dropbatch.scheduler.app;

import org.jspecify.annotations.NullMarked;
