package io.dropbatch.service;

import io.dropbatch.bus.BusAutoConfiguration;
import io.dropbatch.bus.CrashPoints;
import io.dropbatch.bus.metrics.WorkloadLimit;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.service.cloud.CloudSettings;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.cloud.CloudAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** What every service has; {@code dropbatch-service.yml} holds the settings that go with it. */
@AutoConfiguration(before = BusAutoConfiguration.class)
@EnableConfigurationProperties({AzureProperties.class, LogProperties.class, ServiceObjectives.class})
public class ServiceAutoConfiguration {

    private static final int MOST_WORKLOADS = 200;

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

    @Bean
    @ConditionalOnMissingBean
    CallObserver clientCalls(MeterRegistry meters) {
        return new ClientCallMeters(meters);
    }

    @Bean
    MeterBinder buildDetails() {
        return BuildDetails.read();
    }

    @Bean
    @ConditionalOnMissingBean
    CloudAddresses cloudAddresses(ConfigurableEnvironment environment) {
        return CloudSettings.of(environment);
    }

    @Bean
    @ConditionalOnMissingBean
    StorageAccount storageAccount(
            AzureProperties azure,
            CloudAddresses cloud,
            CallObserver observer,
            ObjectProvider<NeededContainers> needed) {
        StorageAccount account = azure.storage().connect(cloud, observer);
        needed.ifAvailable(containers -> containers.check(account, azure.containers()));
        return account;
    }

    @Bean
    ContainerNames containerNames(AzureProperties azure) {
        return azure.containers();
    }

    @Bean
    static WorkloadLimit workloadLimit() {
        return new WorkloadLimit(MOST_WORKLOADS);
    }

    /** On one thread; a service that needs more has a timer of its own. */
    @Bean
    @ConditionalOnMissingBean
    ServiceTimer serviceTimer(ObjectProvider<PeriodicTask> tasks) {
        return new ServiceTimer(1, tasks);
    }

    /** Stops the start if the address of the bus is missing, before a client tries to connect. */
    @Bean
    static BeanFactoryPostProcessor busIsNamed(Environment environment) {
        return factory -> {
            String connection = environment.getProperty("spring.cloud.azure.servicebus.connection-string", "");
            String namespace = environment.getProperty("spring.cloud.azure.servicebus.namespace", "");
            String binder = environment.getProperty("spring.cloud.stream.default-binder", "");
            if (binder.equals("servicebus") && connection.isBlank() && namespace.isBlank()) {
                throw new ConfigurationProblem(
                        "spring.cloud.azure.servicebus.connection-string",
                        "has to be set; or set AZURE_SERVICEBUS_NAMESPACE to use the process's Azure identity");
            }
        };
    }

    /** Stops a service whose bindings name missing functions: it would run and do nothing. */
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
}
