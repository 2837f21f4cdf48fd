package io.dropbatch.localazure.servicebus.protocol.management;

import java.util.concurrent.CompletableFuture;

/** Answers requests that are sent to an address beginning with a dollar sign. */
public interface ControlNode {
    CompletableFuture<ControlReply> handle(ControlRequest request);
}
