package io.dropbatch.deadletter;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import io.dropbatch.model.deadletter.BusEntity;
import java.time.Duration;

/** The clients of a queue or subscription and of its dead letters. */
final class EntityClients {

    private EntityClients() {}

    static ServiceBusReceiverClient deadLetters(ServiceBusClientBuilder bus, BusEntity entity) {
        ServiceBusClientBuilder.ServiceBusReceiverClientBuilder receiver = bus.receiver()
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO);
        return entity.subscription() == null
                ? receiver.queueName(entity.sender()).buildClient()
                : receiver.topicName(entity.sender())
                        .subscriptionName(entity.subscription())
                        .buildClient();
    }

    /** Sends to the queue, or to the topic: nobody can send to a single subscription. */
    static ServiceBusSenderClient sendAgain(ServiceBusClientBuilder bus, BusEntity entity) {
        // For the client a queue and a topic are the same.
        return bus.sender().queueName(entity.sender()).buildClient();
    }
}
