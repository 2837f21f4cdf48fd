package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final NamespaceTopology TOPOLOGY = NamespaceTopology.EMPTY.withTopic("events", "service");

    @TempDir
    Path folder;

    @Test
    void feeds_a_processor_that_outlives_a_restart_of_the_broker() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ServiceBusServer broker = ServiceBusServer.start(ServiceBusOptions.durable(folder, TOPOLOGY));
        ServiceBusClientBuilder client = client(broker);
        ServiceBusProcessorClient processor = client.processor()
                .topicName("events")
                .subscriptionName("service")
                .maxConcurrentCalls(8)
                .disableAutoComplete()
                .processMessage(context -> {
                    context.complete();
                    seen.add(context.getMessage().getMessageId());
                })
                .processError(error -> {})
                .buildProcessorClient();
        ServiceBusSenderClient sender = client.sender().topicName("events").buildClient();
        try {
            processor.start();
            for (int i = 0; i < 100; i++) {
                sender.sendMessage(new ServiceBusMessage("x").setMessageId("before-" + i));
            }
            await("the first hundred came").atMost(LIMIT).until(() -> seen.size() == 100);

            int port = broker.port();
            broker.close();
            broker = ServiceBusServer.start(
                    ServiceBusOptions.durable(folder, TOPOLOGY).withPort(port));
            for (int i = 0; i < 100; i++) {
                sender.sendMessage(new ServiceBusMessage("x").setMessageId("after-" + i));
            }
            await("the second hundred came").atMost(LIMIT).until(() -> seen.size() == 200);
        } finally {
            processor.close();
            sender.close();
            broker.close();
        }
        assertThat(seen).hasSize(200);
    }

    private static ServiceBusClientBuilder client(ServiceBusServer broker) {
        return new ServiceBusClientBuilder().connectionString(broker.connectionString());
    }
}
