package io.dropbatch.localazure.servicebus;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.entity.BusNamespace;
import io.dropbatch.localazure.servicebus.engine.entity.MessageDestination;
import io.dropbatch.localazure.servicebus.engine.filter.RuleFilter;
import io.dropbatch.localazure.servicebus.engine.filter.TrueFilter;
import io.dropbatch.localazure.servicebus.engine.log.MessageLog;
import io.dropbatch.localazure.servicebus.engine.time.ScheduledTimers;
import io.dropbatch.localazure.servicebus.message.MessageBuilder;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import io.dropbatch.localazure.servicebus.protocol.AmqpServer;
import io.dropbatch.localazure.servicebus.protocol.administration.AdministrationServer;
import io.dropbatch.localazure.servicebus.store.JournalLog;
import io.dropbatch.localazure.servicebus.store.MemoryLog;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A Service Bus broker that works with Azure's clients unmodified. */
public final class ServiceBusServer implements AutoCloseable {
    private static final Map<String, RuleFilter> EVERYTHING = Map.of("$Default", new TrueFilter());

    private final MessageLog log;
    private final ScheduledTimers timers;
    private final BusNamespace namespace;
    private final AmqpServer server;
    private final AdministrationServer administration;
    private final String host;

    private ServiceBusServer(ServiceBusOptions options, MessageLog log, ScheduledTimers timers) {
        this.log = log;
        this.host = options.host();
        this.timers = timers;
        this.namespace = new BusNamespace(log, options.clock(), timers, options.maxStoredBytes());
        declare(options.topology(), namespace);
        namespace.restore();
        this.server = new AmqpServer(options.host(), options.port(), namespace, options.maxMessageBytes());
        this.administration = listenForAdministration(options);
    }

    /** Starts a broker; when this returns, it listens and has restored its messages. */
    public static ServiceBusServer start(ServiceBusOptions options) {
        MessageLog log = options.dataFolder() == null
                ? new MemoryLog()
                : JournalLog.open(options.dataFolder().resolve("journal"));
        ScheduledTimers timers = new ScheduledTimers(options.clock());
        try {
            return new ServiceBusServer(options, log, timers);
        } catch (RuntimeException e) {
            timers.close();
            log.close();
            throw e;
        }
    }

    private AdministrationServer listenForAdministration(ServiceBusOptions options) {
        try {
            return new AdministrationServer(options.host(), options.administrationPort(), namespace, options.clock());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /** Where administration clients ask for entities and counts, such as {@code http://127.0.0.1:5300}. */
    public URI administrationEndpoint() {
        return URI.create("http://" + host + ":" + administration.port());
    }

    /** The connection string for Service Bus clients of any language; its key is well known and opens nothing else. */
    public String connectionString() {
        return "Endpoint=sb://" + host + ":" + port()
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE"
                + ";UseDevelopmentEmulator=true;";
    }

    /** Sends from this process, exactly as a client would; completes when the message is durable. */
    public CompletableFuture<Void> send(String entity, OutgoingMessage message) {
        MessageDestination destination = namespace.destination(entity);
        if (destination == null) {
            return CompletableFuture.failedFuture(
                    new BrokerException(BrokerRefusal.ENTITY_NOT_FOUND, "There is no queue or topic '" + entity + "'"));
        }
        return destination.send(List.of(content(message)));
    }

    @Override
    public void close() {
        administration.close();
        server.close();
        timers.close();
        log.close();
    }

    private static void declare(NamespaceTopology topology, BusNamespace namespace) {
        topology.queues().forEach(queue -> namespace.addQueue(queue.name(), queue.settings(), queue.destination()));
        for (NamespaceTopology.Topic topic : topology.topics()) {
            namespace.addTopic(topic.name(), topic.destination());
            topic.subscriptions()
                    .forEach(subscription -> namespace.addSubscription(
                            topic.name(), subscription.name(), subscription.settings(), rules(subscription)));
        }
    }

    private static Map<String, RuleFilter> rules(NamespaceTopology.Subscription subscription) {
        return subscription.rules().isEmpty() ? EVERYTHING : subscription.rules();
    }

    private static MessageContent content(OutgoingMessage message) {
        return new MessageBuilder()
                .messageId(message.messageId())
                .contentType(message.contentType())
                .subject(message.subject())
                .sessionId(message.sessionId())
                .scheduledFor(message.scheduledFor())
                .applicationProperties(message.applicationProperties())
                .body(message.body())
                .build();
    }
}
