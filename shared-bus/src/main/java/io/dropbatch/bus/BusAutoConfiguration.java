package io.dropbatch.bus;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.spring.cloud.autoconfigure.implementation.servicebus.AzureServiceBusAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Wires sender and receiver on Spring Cloud Stream. */
@AutoConfiguration(after = AzureServiceBusAutoConfiguration.class)
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

    @Bean(destroyMethod = "close")
    @ConditionalOnBean(ServiceBusClientBuilder.class)
    OneConnection oneConnection(ServiceBusClientBuilder connection) {
        return new OneConnection(connection);
    }

    @Bean
    @ConditionalOnMissingBean
    Sender sender(
            StreamBridge bridge,
            ObjectProvider<OneConnection> connection,
            BindingServiceProperties bindings,
            @Value("${spring.application.name}") String name,
            Clock clock) {
        Sender.Outlet oneByOne = Outlets.oneByOne(bridge);
        @Nullable OneConnection shared = connection.getIfAvailable();
        Sender.Outlet outlet = shared == null
                ? oneByOne
                : Outlets.together(oneByOne, binding -> shared.senderTo(bindings.getBindingDestination(binding)));
        return new Sender(outlet, "/" + name, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    Receiver receiver(Sender sender, CrashPoints crashPoints, MeterRegistry meters) {
        return new Receiver(sender, crashPoints, Retry.standard(), meters);
    }
}
