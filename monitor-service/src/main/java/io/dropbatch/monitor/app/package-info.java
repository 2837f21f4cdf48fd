/** What the monitor does, one class a use case. */
@NullMarked
package io.dropbatch.monitor.app;

import org.jspecify.annotations.NullMarked;
