/** What the monitor does, and the ports that it needs for it. */
@NullMarked
package io.dropbatch.monitor.app;

import org.jspecify.annotations.NullMarked;
