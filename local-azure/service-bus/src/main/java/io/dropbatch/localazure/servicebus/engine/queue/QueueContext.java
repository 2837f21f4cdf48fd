package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import io.dropbatch.localazure.servicebus.engine.time.BrokerTimers;
import java.time.Clock;

/** The services that every entity uses. */
public record QueueContext(MessageLog log, Clock clock, BrokerTimers timers, StorageQuota quota) {}
