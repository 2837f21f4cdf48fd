package io.dropbatch.localazure.servicebus.protocol;

import java.util.concurrent.CompletableFuture;

/** Answers requests that are sent to an address beginning with a dollar sign. */
interface ControlNode {
    CompletableFuture<ControlReply> handle(ControlRequest request);
}
