package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.spring.messaging.servicebus.core.ServiceBusTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.cloud.stream.config.BindingHandlerAdvise;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires sender and receiver on Spring Cloud Stream. */
// Before Azure's own, which makes its factories where there are none, and its template on those that there are.
@AutoConfiguration(
        beforeName =
                "com.azure.spring.cloud.autoconfigure.implementation.servicebus.AzureServiceBusMessagingAutoConfiguration")
public class BusAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    CrashPoints crashPoints(@Value("${dropbatch.testing.crash-points:}") String folder) {
        return folder.isBlank() ? point -> {} : new ArmedCrashPoints(Path.of(folder));
    }

    /** Stops the start before a client tries to connect to nothing. */
    @Bean
    static BeanFactoryPostProcessor busIsNamed(Environment environment) {
        return factory -> {
            String connection = environment.getProperty("spring.cloud.azure.servicebus.connection-string", "");
            String namespace = environment.getProperty("spring.cloud.azure.servicebus.namespace", "");
            String binder = environment.getProperty("spring.cloud.stream.default-binder", "");
            if (binder.equals("servicebus") && connection.isBlank() && namespace.isBlank()) {
                throw new ConfigurationProblem(
                        "AZURE_SERVICEBUS_CONNECTION_STRING",
                        "set it, or AZURE_SERVICEBUS_NAMESPACE to use the process's identity");
            }
        };
    }

    /** Stops a service whose bindings name functions that are not there: it would run and do nothing. */
    @Bean
    static SmartInitializingSingleton functionsExist(Environment environment, ListableBeanFactory beans) {
        return () -> {
            String definition = environment.getProperty("spring.cloud.function.definition", "");
            for (String function : definition.split(";", -1)) {
                if (!function.isBlank() && !beans.containsBean(function.strip())) {
                    throw new ConfigurationProblem(
                            "spring.cloud.function.definition",
                            "there is no function '" + function.strip() + "'; is the program's jar whole?");
                }
            }
        };
    }

    /** What every binding shares: factories on the one client builder that Azure's own configuration makes. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "spring.cloud.stream.default-binder", havingValue = "servicebus")
    static class SharedConnection {

        @Bean
        SharedReceivers sharedReceivers(ServiceBusClientBuilder connection) {
            return new SharedReceivers(connection);
        }

        @Bean
        SharedSenders sharedSenders(ServiceBusClientBuilder connection) {
            return new SharedSenders(connection);
        }

        /** Lets {@code spring.cloud.stream.servicebus.default} hold what a binding does not say. */
        @Bean
        BindingHandlerAdvise.MappingsProvider serviceBusDefaults() {
            return () -> Map.of(
                    ConfigurationPropertyName.of("spring.cloud.stream.servicebus.bindings"),
                    ConfigurationPropertyName.of("spring.cloud.stream.servicebus.default"));
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
    Sender.Outlet outlet(
            StreamBridge bridge,
            BindingServiceProperties bindings,
            ObjectProvider<SharedSenders> senders,
            ObjectProvider<ServiceBusTemplate> template) {
        Sender.Outlet oneByOne = Outlets.oneByOne(bridge);
        @Nullable SharedSenders shared = senders.getIfAvailable();
        return shared == null
                ? oneByOne
                : Outlets.together(
                        oneByOne,
                        binding -> shared.createProducer(bindings.getBindingDestination(binding)),
                        template.getObject().getMessageConverter());
    }

    @Bean
    @ConditionalOnMissingBean
    Sender sender(
            Sender.Outlet outlet,
            @Value("${spring.application.name}") String name,
            Clock clock,
            CommandCodec<?> codec) {
        return new Sender(outlet, "/" + name, clock, codec);
    }

    @Bean
    @ConditionalOnMissingBean
    Receiver receiver(Sender sender, CrashPoints crashPoints, MeterRegistry meters) {
        return new Receiver(sender, crashPoints, Retry.standard(), meters);
    }
}
