package io.dropbatch.localazure.servicebus.protocol.management;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.entity.TopicSubscription;
import io.dropbatch.localazure.servicebus.engine.queue.MessageQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The management operations of one entity (names: ManagementConstants of the SDKs, after {@code com.microsoft:}). */
public final class ManagementNode implements ControlNode {
    private static final String PREFIX = "com.microsoft:";

    private final Map<String, ManagementOperation> operations = new HashMap<>();

    public ManagementNode(
            @Nullable MessageQueue queue,
            @Nullable MessageDestination destination,
            @Nullable TopicSubscription subscription) {
        if (destination != null) {
            operations.putAll(new ScheduleOperations(destination).all());
        }
        if (queue != null) {
            operations.putAll(new BrowseOperations(queue, destination).all());
            operations.putAll(new LockOperations(queue).all());
            operations.putAll(new SessionOperations(queue).all());
        }
        if (subscription != null) {
            operations.putAll(new RuleOperations(subscription).all());
        }
    }

    @Override
    public CompletableFuture<ControlReply> handle(ControlRequest request) {
        String name = request.operation();
        ManagementOperation operation =
                name.startsWith(PREFIX) ? operations.get(name.substring(PREFIX.length())) : operations.get(name);
        if (operation == null) {
            return CompletableFuture.failedFuture(new BrokerException(
                    BrokerRefusal.NOT_IMPLEMENTED, "This entity does not know the operation '" + name + "'"));
        }
        return operation.run(request.body());
    }
}
