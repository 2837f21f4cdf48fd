package io.dropbatch.localazure.servicebus.engine;

import java.time.Clock;

/** What every entity works with. */
record QueueContext(MessageLog log, Clock clock, Timers timers, StorageQuota quota) {}
