package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusExtendedBindingProperties;
import com.azure.spring.messaging.servicebus.core.ServiceBusTemplate;
import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.bus.trace.SpanSink;
import io.dropbatch.model.call.CallObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires sender and receiver on Spring Cloud Stream. The clock and the crash points are the service's. */
// Before Azure's own, which makes its factories where there are none, and its template on those that there are.
@AutoConfiguration(
        beforeName =
                "com.azure.spring.cloud.autoconfigure.implementation.servicebus.AzureServiceBusMessagingAutoConfiguration")
public class BusAutoConfiguration {

    /** What every binding shares: factories on the one client builder that Azure's own configuration makes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spring.cloud.stream.default-binder", havingValue = "servicebus")
    @EnableConfigurationProperties(ServiceBusExtendedBindingProperties.class)
    static class SharedConnection {

        @Bean
        SharedReceivers sharedReceivers(ServiceBusClientBuilder connection) {
            return new SharedReceivers(connection);
        }

        @Bean
        SharedSenders sharedSenders(ServiceBusClientBuilder connection) {
            return new SharedSenders(connection);
        }

        /** Spring Cloud Stream asks the context for a binder of the wanted name before it makes one. */
        @Bean("servicebus")
        SharedConnectionBinder sharedConnectionBinder(
                SharedReceivers receivers,
                ServiceBusTemplate template,
                ServiceBusExtendedBindingProperties properties) {
            return new SharedConnectionBinder(receivers, template, properties);
        }
    }

    /** For a service that sends itself nothing. */
    @Bean
    @ConditionalOnMissingBean
    CommandCodec<?> commandCodec() {
        return new NoCommandCodec();
    }

    @Bean
    @ConditionalOnMissingBean
    MessageSender.Outlet outlet(
            StreamBridge bridge,
            BindingServiceProperties bindings,
            ObjectProvider<SharedSenders> senders,
            ObjectProvider<ServiceBusTemplate> template,
            ObjectProvider<CallObserver> observer) {
        MessageSender.Outlet oneByOne = BusOutlets.oneByOne(bridge);
        @Nullable SharedSenders shared = senders.getIfAvailable();
        MessageSender.Outlet outlet = shared == null
                ? oneByOne
                : BusOutlets.together(
                        oneByOne,
                        binding -> shared.createProducer(bindings.getBindingDestination(binding)),
                        template.getObject().getMessageConverter());
        return new MeasuredOutlet(outlet, observer.getIfAvailable(() -> CallObserver.NONE));
    }

    @Bean
    @ConditionalOnMissingBean
    MessageSender sender(
            MessageSender.Outlet outlet,
            @Value("${spring.application.name}") String name,
            Clock clock,
            CommandCodec<?> codec,
            HandlingTraces traces,
            MeterRegistry meters) {
        return new MessageSender(outlet, "/" + name, clock, codec, traces, meters);
    }

    @Bean
    @ConditionalOnMissingBean
    MessageReceiver receiver(
            MessageSender sender, CrashPoints crashPoints, MeterRegistry meters, HandlingTraces traces, Clock clock) {
        return new MessageReceiver(sender, crashPoints, HandlerRetry.standard(), meters, traces, clock);
    }

    @Bean
    HandlingTraces traces(ObjectProvider<SpanSink> sink, Clock clock) {
        return new HandlingTraces(sink.getIfAvailable(SpanSink::none), clock);
    }
}
