package io.dropbatch.results;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.DeadLetterOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Sends messages to queues and moves them to their dead letters, as a handler does that cannot read them. */
final class BuriedMessages implements AutoCloseable {

    private final ServiceBusClientBuilder bus;
    private final ServiceBusReceiverClient keptOpen;

    BuriedMessages(String connectionString) {
        this.bus = new ServiceBusClientBuilder().connectionString(connectionString);
        // The connection that all share ends with the last client.
        this.keptOpen = receiver("storage-events");
    }

    /** Numbers begin with 1 in each queue. */
    void bury(String queue, String... bodies) {
        try (ServiceBusSenderClient sender = bus.sender().queueName(queue).buildClient();
                ServiceBusReceiverClient receiver = receiver(queue)) {
            for (String body : bodies) {
                ServiceBusMessage message = new ServiceBusMessage(body);
                message.getApplicationProperties().put("type", "<b>a-type</b>");
                sender.sendMessage(message);
                receiver.deadLetter(
                        one(receiver),
                        new DeadLetterOptions()
                                .setDeadLetterReason("<i>Unreadable</i>")
                                .setDeadLetterErrorDescription("it is no event"));
            }
        }
    }

    void send(String queue, String body, String messageId) {
        try (ServiceBusSenderClient sender = bus.sender().queueName(queue).buildClient()) {
            sender.sendMessage(new ServiceBusMessage(body).setMessageId(messageId));
        }
    }

    /** The bodies of messages that wait in the queue, which are taken out. */
    List<String> taken(String queue, int messages) {
        try (ServiceBusReceiverClient receiver = receiver(queue)) {
            return IntStream.range(0, messages)
                    .mapToObj(each -> {
                        ServiceBusReceivedMessage message = one(receiver);
                        receiver.complete(message);
                        return message.getBody().toString();
                    })
                    .toList();
        }
    }

    private ServiceBusReceiverClient receiver(String queue) {
        return bus.receiver().queueName(queue).disableAutoComplete().buildClient();
    }

    private static ServiceBusReceivedMessage one(ServiceBusReceiverClient receiver) {
        return receiver.receiveMessages(1, Duration.ofSeconds(20)).stream()
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        keptOpen.close();
    }
}
