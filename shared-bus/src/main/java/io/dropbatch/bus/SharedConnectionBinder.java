package io.dropbatch.bus;

import com.azure.spring.cloud.stream.binder.servicebus.core.implementation.provisioning.ServiceBusChannelProvisioner;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusConsumerProperties;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusExtendedBindingProperties;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusProducerProperties;
import com.azure.spring.cloud.stream.binder.servicebus.implementation.ServiceBusMessageChannelBinder;
import com.azure.spring.integration.core.handler.DefaultMessageHandler;
import com.azure.spring.integration.servicebus.inbound.ServiceBusInboundChannelAdapter;
import com.azure.spring.messaging.servicebus.core.ServiceBusProcessorFactory;
import com.azure.spring.messaging.servicebus.core.ServiceBusTemplate;
import com.azure.spring.messaging.servicebus.core.listener.ServiceBusMessageListenerContainer;
import com.azure.spring.messaging.servicebus.core.properties.ServiceBusContainerProperties;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.ExtendedProducerProperties;
import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;
import org.springframework.integration.core.MessageProducer;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;

/**
 * Microsoft's Service Bus binder for Spring Cloud Stream, with all receivers and senders of a service on one
 * connection. By itself the binder makes factories of its own and so opens a connection for each binding. It finds
 * queues and topics by their names; the deployment creates them, never a service.
 */
final class SharedConnectionBinder extends ServiceBusMessageChannelBinder {

    private final ServiceBusProcessorFactory receivers;
    private final ServiceBusTemplate template;

    SharedConnectionBinder(
            ServiceBusProcessorFactory receivers,
            ServiceBusTemplate template,
            ServiceBusExtendedBindingProperties properties) {
        super(new String[0], new ServiceBusChannelProvisioner());
        this.receivers = receivers;
        this.template = template;
        setBindingProperties(properties);
    }

    @Override
    protected MessageHandler createProducerMessageHandler(
            ProducerDestination destination,
            ExtendedProducerProperties<ServiceBusProducerProperties> producer,
            MessageChannel errorChannel) {
        DefaultMessageHandler handler = new DefaultMessageHandler(destination.getName(), template);
        handler.setBeanFactory(getBeanFactory());
        handler.setSync(producer.getExtension().isSync());
        handler.setSendTimeout(producer.getExtension().getSendTimeout().toMillis());
        handler.setSendFailureChannel(errorChannel);
        return handler;
    }

    @Override
    protected MessageProducer createConsumerEndpoint(
            ConsumerDestination destination,
            String group,
            ExtendedConsumerProperties<ServiceBusConsumerProperties> consumer) {
        ServiceBusContainerProperties container = containerOf(consumer.getExtension());
        container.setEntityName(destination.getName());
        container.setSubscriptionName(group);
        ServiceBusInboundChannelAdapter adapter =
                new ServiceBusInboundChannelAdapter(new ServiceBusMessageListenerContainer(receivers, container));
        adapter.setBeanFactory(getBeanFactory());
        adapter.setErrorChannel(
                registerErrorInfrastructure(destination, group, consumer).getErrorChannel());
        return adapter;
    }

    /** What {@link SharedReceivers} reads. */
    private static ServiceBusContainerProperties containerOf(ServiceBusConsumerProperties consumer) {
        ServiceBusContainerProperties container = new ServiceBusContainerProperties();
        container.setPrefetchCount(consumer.getPrefetchCount());
        container.setMaxConcurrentCalls(consumer.getMaxConcurrentCalls());
        container.setMaxAutoLockRenewDuration(consumer.getMaxAutoLockRenewDuration());
        return container;
    }
}
