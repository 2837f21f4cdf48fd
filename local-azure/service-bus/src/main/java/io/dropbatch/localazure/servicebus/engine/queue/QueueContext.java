package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import io.dropbatch.localazure.servicebus.engine.time.Timers;
import java.time.Clock;

/** What every entity works with. */
public record QueueContext(MessageLog log, Clock clock, Timers timers, StorageQuota quota) {}
