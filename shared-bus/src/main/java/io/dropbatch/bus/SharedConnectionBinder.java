package io.dropbatch.bus;

import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusConsumerProperties;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusExtendedBindingProperties;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusProducerProperties;
import com.azure.spring.integration.core.handler.DefaultMessageHandler;
import com.azure.spring.integration.servicebus.inbound.ServiceBusInboundChannelAdapter;
import com.azure.spring.messaging.servicebus.core.ServiceBusProcessorFactory;
import com.azure.spring.messaging.servicebus.core.ServiceBusTemplate;
import com.azure.spring.messaging.servicebus.core.listener.ServiceBusMessageListenerContainer;
import com.azure.spring.messaging.servicebus.core.properties.ServiceBusContainerProperties;
import org.springframework.cloud.stream.binder.AbstractMessageChannelBinder;
import org.springframework.cloud.stream.binder.BinderSpecificPropertiesProvider;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.ExtendedProducerProperties;
import org.springframework.cloud.stream.binder.ExtendedPropertiesBinder;
import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;
import org.springframework.integration.core.MessageProducer;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;

/**
 * Spring Cloud Stream's binder for Service Bus, with all receivers and senders of a service on one connection. It joins the
 * same public parts as Microsoft's binder, which makes its own factories and so opens a connection for each binding.
 */
final class SharedConnectionBinder
        extends AbstractMessageChannelBinder<
                ExtendedConsumerProperties<ServiceBusConsumerProperties>,
                ExtendedProducerProperties<ServiceBusProducerProperties>,
                NamedDestinations>
        implements ExtendedPropertiesBinder<
                MessageChannel, ServiceBusConsumerProperties, ServiceBusProducerProperties> {

    private final ServiceBusProcessorFactory receivers;
    private final ServiceBusTemplate template;
    private final ServiceBusExtendedBindingProperties properties;

    SharedConnectionBinder(
            ServiceBusProcessorFactory receivers,
            ServiceBusTemplate template,
            ServiceBusExtendedBindingProperties properties) {
        super(new String[0], new NamedDestinations());
        this.receivers = receivers;
        this.template = template;
        this.properties = properties;
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

    @Override
    public ServiceBusConsumerProperties getExtendedConsumerProperties(String channelName) {
        return properties.getExtendedConsumerProperties(channelName);
    }

    @Override
    public ServiceBusProducerProperties getExtendedProducerProperties(String channelName) {
        return properties.getExtendedProducerProperties(channelName);
    }

    @Override
    public String getDefaultsPrefix() {
        return properties.getDefaultsPrefix();
    }

    @Override
    public Class<? extends BinderSpecificPropertiesProvider> getExtendedPropertiesEntryClass() {
        return properties.getExtendedPropertiesEntryClass();
    }
}
