package io.dropbatch.localazure.batch.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Supplier;

/** One event of the service log; its properties are written out when it is sent, away from the account's lock. */
record ServiceLogEntry(Instant time, String operation, Supplier<ObjectNode> properties) {}
