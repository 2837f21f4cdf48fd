/** Queues and topics as senders see them, with duplicate detection, schedules and subscriptions. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.entity;

import org.jspecify.annotations.NullMarked;
