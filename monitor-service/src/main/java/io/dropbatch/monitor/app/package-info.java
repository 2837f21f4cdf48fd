/** The monitor's use cases, one class for each. */
@NullMarked
package io.dropbatch.monitor.app;

import org.jspecify.annotations.NullMarked;
