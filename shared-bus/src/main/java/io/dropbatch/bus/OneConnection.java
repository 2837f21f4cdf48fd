package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusSenderAsyncClient;
import com.azure.spring.cloud.stream.binder.servicebus.implementation.ServiceBusMessageChannelBinder;
import com.azure.spring.messaging.servicebus.core.ServiceBusTemplate;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.cloud.stream.binder.Binder;
import org.springframework.cloud.stream.binder.BinderCustomizer;

/**
 * Makes all of the binder's receivers and senders share one AMQP connection. By itself the binder opens one for each
 * of them, which the Azure client polls. The binder has no setting for it, so that its two factories are set before it makes
 * its own.
 */
final class OneConnection implements BinderCustomizer, AutoCloseable {

    private final SharedReceivers receivers;
    private final SharedSenders senders;
    private final PollingPace pace;

    OneConnection(ServiceBusClientBuilder connection) {
        this.receivers = new SharedReceivers(connection);
        this.senders = new SharedSenders(connection);
        this.pace = new PollingPace(connection);
    }

    @Override
    public void customize(Binder<?, ?, ?> binder, String name) {
        if (binder instanceof ServiceBusMessageChannelBinder serviceBus) {
            DirectFieldAccessor fields = new DirectFieldAccessor(serviceBus);
            fields.setPropertyValue("processorFactory", receivers);
            fields.setPropertyValue("serviceBusTemplate", new ServiceBusTemplate(senders));
        }
    }

    /** A sender of the connection that the binder shares too. */
    ServiceBusSenderAsyncClient senderTo(String entity) {
        return senders.createProducer(entity);
    }

    @Override
    public void close() {
        pace.close();
        receivers.close();
        senders.close();
    }
}
