/** Messages that wait for receivers: order, locks, sessions, settlement, expiry. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.queue;

import org.jspecify.annotations.NullMarked;
