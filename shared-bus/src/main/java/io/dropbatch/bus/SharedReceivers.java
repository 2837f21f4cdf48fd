package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusClientBuilder.ServiceBusProcessorClientBuilder;
import com.azure.messaging.servicebus.ServiceBusProcessorClient;
import com.azure.spring.cloud.service.listener.MessageListener;
import com.azure.spring.cloud.service.servicebus.consumer.ServiceBusErrorHandler;
import com.azure.spring.cloud.service.servicebus.consumer.ServiceBusRecordMessageListener;
import com.azure.spring.messaging.servicebus.core.ServiceBusProcessorFactory;
import com.azure.spring.messaging.servicebus.core.properties.ServiceBusContainerProperties;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes the binder's receivers, all on one connection; messages are settled by hand. Safe for use by several threads.
 */
final class SharedReceivers implements ServiceBusProcessorFactory, AutoCloseable {

    private final ServiceBusClientBuilder connection;
    private final List<ServiceBusProcessorClient> made = new CopyOnWriteArrayList<>();

    SharedReceivers(ServiceBusClientBuilder connection) {
        this.connection = connection;
    }

    @Override
    public ServiceBusProcessorClient createProcessor(String queue, ServiceBusContainerProperties properties) {
        return make(connection.processor().queueName(queue), properties);
    }

    @Override
    public ServiceBusProcessorClient createProcessor(
            String topic, String subscription, ServiceBusContainerProperties properties) {
        return make(connection.processor().topicName(topic).subscriptionName(subscription), properties);
    }

    @Override
    public ServiceBusProcessorClient createProcessor(
            String queue, MessageListener<?> listener, ServiceBusErrorHandler onError) {
        return createProcessor(queue, properties(listener, onError));
    }

    @Override
    public ServiceBusProcessorClient createProcessor(
            String topic, String subscription, MessageListener<?> listener, ServiceBusErrorHandler onError) {
        return createProcessor(topic, subscription, properties(listener, onError));
    }

    private static ServiceBusContainerProperties properties(
            MessageListener<?> listener, ServiceBusErrorHandler onError) {
        ServiceBusContainerProperties properties = new ServiceBusContainerProperties();
        properties.setMessageListener(listener);
        properties.setErrorHandler(onError);
        return properties;
    }

    private ServiceBusProcessorClient make(
            ServiceBusProcessorClientBuilder builder, ServiceBusContainerProperties properties) {
        if (!(properties.getMessageListener() instanceof ServiceBusRecordMessageListener listener)) {
            throw new IllegalArgumentException("only listeners for single messages are supported");
        }
        ServiceBusErrorHandler onError = Objects.requireNonNull(properties.getErrorHandler(), "errorHandler");
        builder.disableAutoComplete().processMessage(listener::onMessage).processError(onError);
        if (properties.getPrefetchCount() != null) {
            builder.prefetchCount(properties.getPrefetchCount());
        }
        if (properties.getMaxConcurrentCalls() != null) {
            builder.maxConcurrentCalls(properties.getMaxConcurrentCalls());
        }
        if (properties.getMaxAutoLockRenewDuration() != null) {
            builder.maxAutoLockRenewDuration(properties.getMaxAutoLockRenewDuration());
        }
        ServiceBusProcessorClient client = builder.buildProcessorClient();
        made.add(client);
        return client;
    }

    @Override
    public void close() {
        made.forEach(ServiceBusProcessorClient::close);
    }
}
