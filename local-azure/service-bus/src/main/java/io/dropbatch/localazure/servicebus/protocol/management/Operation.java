package io.dropbatch.localazure.servicebus.protocol.management;

import java.util.concurrent.CompletableFuture;

/** One management operation, given the body of its request. */
interface Operation {
    CompletableFuture<ControlReply> run(Arguments body);
}
