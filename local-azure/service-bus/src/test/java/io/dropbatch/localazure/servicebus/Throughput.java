package io.dropbatch.localazure.servicebus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;

/** A benchmark, run by hand: a broker in a process of its own, the Java client in this one. Prints one line per round. */
final class Throughput {
    private static final int MESSAGES = 10_000;
    private static final int BODY_BYTES = 1024;

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("bus-throughput");
        try (BrokerProcess broker = BrokerProcess.start(folder, 0)) {
            for (int round = 1; round <= 4; round++) {
                throughput(broker, round);
            }
            latency(broker);
            idle(broker);
        }
    }

    private static void throughput(BrokerProcess broker, int round) throws Exception {
        long cpuBefore = broker.cpuMillis();
        ServiceBusClientBuilder client = new ServiceBusClientBuilder().connectionString(broker.connectionString());
        try (ServiceBusSenderAsyncClient sender =
                client.sender().queueName("load").buildAsyncClient()) {
            long start = System.nanoTime();
            Flux.range(0, MESSAGES)
                    .flatMap(i -> sender.sendMessage(new ServiceBusMessage(new byte[BODY_BYTES])), 64)
                    .then()
                    .block();
            double sendRate = rate(start);
            long both = System.nanoTime();
            CountDownLatch left = new CountDownLatch(2 * MESSAGES);
            ServiceBusProcessorClient processor = processor(client, left);
            processor.start();
            Flux.range(0, MESSAGES)
                    .flatMap(i -> sender.sendMessage(new ServiceBusMessage(new byte[BODY_BYTES])), 64)
                    .then()
                    .block();
            left.await();
            double endToEnd = 2 * rate(both);
            processor.close();
            System.out.printf(
                    "round %d: %.0f sends/s, %.0f send+receive+complete/s, broker CPU %.3f ms a message%n",
                    round, sendRate, endToEnd, (broker.cpuMillis() - cpuBefore) / (2.0 * MESSAGES));
        }
    }

    private static ServiceBusProcessorClient processor(ServiceBusClientBuilder client, CountDownLatch left) {
        return client.processor()
                .queueName("load")
                .maxConcurrentCalls(16)
                .prefetchCount(100)
                .disableAutoComplete()
                .processMessage(context -> {
                    context.complete();
                    left.countDown();
                })
                .processError(error -> System.out.println(error.getException()))
                .buildProcessorClient();
    }

    private static void latency(BrokerProcess broker) throws Exception {
        int count = 1000;
        long[] latencies = new long[count];
        CountDownLatch left = new CountDownLatch(count);
        AtomicInteger index = new AtomicInteger();
        ServiceBusClientBuilder client = new ServiceBusClientBuilder().connectionString(broker.connectionString());
        ServiceBusProcessorClient processor = client.processor()
                .queueName("load")
                .maxConcurrentCalls(8)
                .disableAutoComplete()
                .processMessage(context -> {
                    long sent = (Long)
                            context.getMessage().getApplicationProperties().get("sent");
                    latencies[index.getAndIncrement()] = System.nanoTime() - sent;
                    context.complete();
                    left.countDown();
                })
                .processError(error -> System.out.println(error.getException()))
                .buildProcessorClient();
        processor.start();
        try (ServiceBusSenderAsyncClient sender =
                client.sender().queueName("load").buildAsyncClient()) {
            Flux.interval(Duration.ofMillis(10))
                    .take(count)
                    .flatMap(i -> {
                        ServiceBusMessage message = new ServiceBusMessage(new byte[BODY_BYTES]);
                        message.getApplicationProperties().put("sent", System.nanoTime());
                        return sender.sendMessage(message);
                    })
                    .then()
                    .block();
            left.await();
        }
        processor.close();
        Arrays.sort(latencies);
        List<String> parts = IntStream.of(50, 95, 99)
                .mapToObj(percent -> "p%d %.2f ms".formatted(percent, latencies[count * percent / 100 - 1] / 1e6))
                .toList();
        System.out.println("latency at 100/s: " + String.join(", ", parts));
    }

    /** Connected but idle clients should cost next to nothing. */
    private static void idle(BrokerProcess broker) throws Exception {
        ServiceBusClientBuilder client = new ServiceBusClientBuilder().connectionString(broker.connectionString());
        ServiceBusProcessorClient processor = processor(client, new CountDownLatch(1));
        processor.start();
        new CountDownLatch(1).await(5, java.util.concurrent.TimeUnit.SECONDS);
        long before = broker.cpuMillis();
        new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.SECONDS);
        System.out.printf(
                "idle for 20 s: %d ms CPU, %d MB resident%n", broker.cpuMillis() - before, broker.residentMegabytes());
        processor.close();
    }

    private static double rate(long start) {
        return MESSAGES / ((System.nanoTime() - start) / 1e9);
    }
}
