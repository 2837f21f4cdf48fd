package io.dropbatch.localazure.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.ServiceBusReceiveMode;
import com.azure.messaging.servicebus.models.SubQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A running broker and the clients that a test opens on it; all of them end with the test. */
final class BusFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ServiceBusServer server;

    private BusFixture(ServiceBusServer server) {
        this.server = server;
    }

    static BusFixture inMemory(NamespaceTopology topology) {
        return start(ServiceBusOptions.inMemory(topology));
    }

    static BusFixture start(ServiceBusOptions options) {
        return new BusFixture(ServiceBusServer.start(options));
    }

    ServiceBusServer server() {
        return server;
    }

    ServiceBusClientBuilder client() {
        return new ServiceBusClientBuilder()
                .connectionString(server.connectionString())
                .retryOptions(new AmqpRetryOptions()
                        .setTryTimeout(Duration.ofSeconds(10))
                        .setMaxRetries(2)
                        .setDelay(Duration.ofMillis(50)));
    }

    ServiceBusSenderClient senderTo(String entity) {
        // For the client queue and topic are the same.
        return closing(client().sender().queueName(entity).buildClient());
    }

    ServiceBusReceiverClient receiverOf(String queue) {
        return closing(client().receiver()
                .queueName(queue)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    ServiceBusReceiverClient deadLettersOf(String queue) {
        return closing(client().receiver()
                .queueName(queue)
                .subQueue(SubQueue.DEAD_LETTER_QUEUE)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    ServiceBusReceiverClient deletingReceiverOf(String queue) {
        return closing(client().receiver()
                .queueName(queue)
                .receiveMode(ServiceBusReceiveMode.RECEIVE_AND_DELETE)
                .buildClient());
    }

    ServiceBusReceiverClient receiverOf(String topic, String subscription) {
        return closing(client().receiver()
                .topicName(topic)
                .subscriptionName(subscription)
                .disableAutoComplete()
                .maxAutoLockRenewDuration(Duration.ZERO)
                .buildClient());
    }

    static ServiceBusReceivedMessage receiveOne(ServiceBusReceiverClient receiver) {
        return receive(receiver, 1).getFirst();
    }

    static List<ServiceBusReceivedMessage> receive(ServiceBusReceiverClient receiver, int count) {
        List<ServiceBusReceivedMessage> received = new ArrayList<>();
        while (received.size() < count) {
            List<ServiceBusReceivedMessage> more = receiver.receiveMessages(count - received.size(), PATIENCE).stream()
                    .toList();
            if (more.isEmpty()) {
                throw new AssertionError("only " + received.size() + " of " + count + " messages came");
            }
            received.addAll(more);
        }
        return received;
    }

    static List<ServiceBusReceivedMessage> receiveNothing(ServiceBusReceiverClient receiver) {
        return receiver.receiveMessages(1, Duration.ofMillis(300)).stream().toList();
    }

    static List<String> bodies(List<ServiceBusReceivedMessage> messages) {
        return messages.stream().map(message -> message.getBody().toString()).toList();
    }

    static ServiceBusMessage aMessage(String body) {
        return new ServiceBusMessage(body);
    }

    <T extends AutoCloseable> T closing(T client) {
        opened.add(client);
        return client;
    }

    @Override
    public void close() throws Exception {
        Collections.reverse(opened);
        for (AutoCloseable client : opened) {
            client.close();
        }
        server.close();
    }
}
