package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class LoadTest {
    private static final int MESSAGES = 6000;

    @TempDir
    Path folder;

    @Test
    void delivers_each_message_once_to_each_subscription_while_senders_and_receivers_hurry() throws Exception {
        NamespaceTopology topology = NamespaceTopology.EMPTY.withTopic("busy", "left", "right");
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(2 * MESSAGES);
        try (BusFixture bus = BusFixture.start(ServiceBusOptions.durable(folder, topology))) {
            processor(bus.client(), "left", bus, seen, left).start();
            processor(bus.client(), "right", bus, seen, left).start();
            ServiceBusSenderAsyncClient sender =
                    bus.closing(bus.client().sender().topicName("busy").buildAsyncClient());

            Flux.range(0, MESSAGES)
                    .flatMap(number -> sender.sendMessage(message(number)), 64)
                    .then()
                    .block();

            // Far more than it takes, for machines that do much else: the test is of what comes, not of when.
            assertThat(left.await(5, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(seen).hasSize(2 * MESSAGES);
        assertThat(seen.values()).allMatch(count -> count.get() == 1);
        assertThat(journalBytes()).isLessThan(100_000_000);
    }

    private static ServiceBusProcessorClient processor(
            ServiceBusClientBuilder client,
            String subscription,
            BusFixture bus,
            Map<String, AtomicInteger> seen,
            CountDownLatch left) {
        return bus.closing(client.processor()
                .topicName("busy")
                .subscriptionName(subscription)
                .maxConcurrentCalls(8)
                .prefetchCount(100)
                .disableAutoComplete()
                .processMessage(context -> {
                    String id = subscription + context.getMessage().getMessageId();
                    seen.computeIfAbsent(id, key -> new AtomicInteger()).incrementAndGet();
                    context.complete();
                    left.countDown();
                })
                .processError(error -> {})
                .buildProcessorClient());
    }

    private static ServiceBusMessage message(int number) {
        return new ServiceBusMessage(new byte[4096]).setMessageId("m" + number);
    }

    private long journalBytes() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}
