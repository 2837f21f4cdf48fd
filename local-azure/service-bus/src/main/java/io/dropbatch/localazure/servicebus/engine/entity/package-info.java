/** Queues and topics as senders see them, with what they declare: duplicates, schedules, subscriptions. */
@NullMarked
package io.dropbatch.localazure.servicebus.engine.entity;

import org.jspecify.annotations.NullMarked;
