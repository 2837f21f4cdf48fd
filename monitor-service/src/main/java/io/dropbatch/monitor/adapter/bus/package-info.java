/** Receives messages from the bus and sends events to it. */
@NullMarked
package io.dropbatch.monitor.adapter.bus;

import org.jspecify.annotations.NullMarked;
