package io.dropbatch.localazure.servicebus.protocol.management;

import java.util.concurrent.CompletableFuture;

/** One management operation; it gets the body of its request. */
interface ManagementOperation {
    CompletableFuture<ControlReply> run(RequestArguments body);
}
