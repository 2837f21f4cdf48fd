package io.dropbatch.localazure.servicebus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class KillTest {

    /** Far more than it takes, for machines that do much else: the tests are of what comes, not of when. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final int MESSAGES = 2000;
    private static final int BATCH = 5;

    @TempDir
    Path folder;

    @Test
    void loses_nothing_that_was_acknowledged_when_killed_under_load() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Map<String, Integer> received = new ConcurrentHashMap<>();
        AtomicInteger completed = new AtomicInteger();
        BrokerProcess broker = BrokerProcess.start(folder, 0);
        ServiceBusClientBuilder client = client(broker);
        ServiceBusProcessorClient processor = client.processor()
                .queueName("load")
                .maxConcurrentCalls(8)
                .disableAutoComplete()
                .processMessage(context -> {
                    received.merge(context.getMessage().getMessageId(), 1, Integer::sum);
                    context.complete();
                    completed.incrementAndGet();
                })
                .processError(error -> {})
                .buildProcessorClient();
        ServiceBusSenderAsyncClient sender = client.sender().queueName("load").buildAsyncClient();
        try {
            processor.start();
            Mono<Void> sending = Flux.range(0, MESSAGES)
                    .flatMap(number -> send(sender, "m-" + number, acknowledged), 32)
                    .then();
            var running = sending.toFuture();
            await("a third is sent").atMost(LIMIT).until(() -> acknowledged.size() > MESSAGES / 3);
            broker.kill();
            broker = BrokerProcess.start(folder, broker.port());
            await("two thirds are sent").atMost(LIMIT).until(() -> acknowledged.size() > MESSAGES * 2 / 3);
            broker.kill();
            broker = BrokerProcess.start(folder, broker.port());
            running.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

            await("all that was acknowledged came")
                    .atMost(LIMIT)
                    .until(() -> received.keySet().containsAll(acknowledged));
        } finally {
            processor.close();
            sender.close();
            broker.close();
        }
        assertThat(acknowledged).hasSize(MESSAGES);
        assertThat(completed.get()).isPositive();
    }

    @Test
    void keeps_batches_and_fan_outs_whole_when_killed() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        BrokerProcess broker = BrokerProcess.start(folder, 0);
        try {
            ServiceBusSenderAsyncClient sender =
                    client(broker).sender().topicName("fan").buildAsyncClient();
            Disposable sending = Flux.range(0, Integer.MAX_VALUE)
                    .flatMap(
                            number -> sender.sendMessages(batch(number))
                                    .doOnSuccess(done -> acknowledged.incrementAndGet()),
                            16)
                    .subscribe(nothing -> {}, failure -> {});
            await("some batches are in").atMost(LIMIT).until(() -> acknowledged.get() > 100);
            broker.kill();
            sending.dispose();
            sender.close();

            broker = BrokerProcess.start(folder, 0);
            List<String> left = drain(broker, "left");
            List<String> right = drain(broker, "right");

            assertThat(left).isEqualTo(right);
            assertThat(left.size() % BATCH).isZero();
            assertThat(left).hasSizeGreaterThanOrEqualTo(acknowledged.get() * BATCH);
        } finally {
            broker.close();
        }
    }

    private static List<ServiceBusMessage> batch(int number) {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> new ServiceBusMessage("x").setMessageId("b-" + number + "-" + i))
                .toList();
    }

    private static List<String> drain(BrokerProcess broker, String subscription) {
        List<String> ids = new ArrayList<>();
        try (ServiceBusReceiverClient receiver = client(broker)
                .receiver()
                .topicName("fan")
                .subscriptionName(subscription)
                .buildClient()) {
            long next = 0;
            while (true) {
                var page = receiver.peekMessages(250, next).stream().toList();
                if (page.isEmpty()) {
                    return ids;
                }
                page.forEach(message -> ids.add(message.getMessageId()));
                next = page.getLast().getSequenceNumber() + 1;
            }
        }
    }

    private static Mono<Void> send(ServiceBusSenderAsyncClient sender, String id, Set<String> acknowledged) {
        return sender.sendMessage(new ServiceBusMessage("body of " + id).setMessageId(id))
                .doOnSuccess(done -> acknowledged.add(id));
    }

    private static ServiceBusClientBuilder client(BrokerProcess broker) {
        return new ServiceBusClientBuilder()
                .connectionString(broker.connectionString())
                .retryOptions(new AmqpRetryOptions()
                        .setTryTimeout(Duration.ofSeconds(2))
                        .setMaxRetries(100)
                        .setMode(AmqpRetryMode.FIXED)
                        .setDelay(Duration.ofMillis(200)));
    }
}
