package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.spring.cloud.service.servicebus.properties.ServiceBusEntityType;
import com.azure.spring.messaging.servicebus.core.ServiceBusProducerFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes the binder's senders, one for each queue or topic, all on one connection. Safe for use by several threads. */
final class SharedSenders implements ServiceBusProducerFactory, AutoCloseable {

    private final ServiceBusClientBuilder connection;
    private final Map<String, ServiceBusSenderAsyncClient> byEntity = new ConcurrentHashMap<>();

    SharedSenders(ServiceBusClientBuilder connection) {
        this.connection = connection;
    }

    @Override
    public ServiceBusSenderAsyncClient createProducer(String entity) {
        return byEntity.computeIfAbsent(
                entity, name -> connection.sender().queueName(name).buildAsyncClient());
    }

    /** @param type makes no difference: queues and topics share one space of names and one way of sending */
    @Override
    public ServiceBusSenderAsyncClient createProducer(String entity, @Nullable ServiceBusEntityType type) {
        return createProducer(entity);
    }

    @Override
    public void close() {
        byEntity.values().forEach(ServiceBusSenderAsyncClient::close);
    }
}
