/** Handles messages from Service Bus and starts periodic work. */
@NullMarked
package io.dropbatch.scheduler.adapter.bus;

import org.jspecify.annotations.NullMarked;
