package io.dropbatch.monitor;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import io.dropbatch.bus.BusAdministration;
import io.dropbatch.monitor.adapter.bus.ServiceBusBacklog;
import io.dropbatch.monitor.adapter.metrics.BacklogGauges;
import io.dropbatch.monitor.app.ReadBacklog;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.store.cloud.CloudAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads what waits in the bus, for all services: one reader is enough. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("dropbatch.monitor.backlog.enabled")
class BacklogConfiguration {

    @Bean
    ServiceBusBacklog backlog(
            ServiceBusClientBuilder connection,
            CloudAddresses cloud,
            @Value("${spring.cloud.azure.servicebus.connection-string}") String connectionString,
            @Value("${spring.cloud.azure.servicebus.namespace}") String namespace,
            @Value("${spring.cloud.azure.servicebus.domain-name:servicebus.windows.net}") String domain,
            @Value("${dropbatch.bus.administration-endpoint}") String endpoint) {
        String fullName = namespace.contains(".") ? namespace : namespace + "." + domain;
        return new ServiceBusBacklog(
                new BusAdministration(connectionString, fullName, endpoint), cloud::identity, connection);
    }

    @Bean
    ReadBacklog readBacklog(
            ServiceBusBacklog backlog, MonitorProperties properties, MeterRegistry meters, Clock clock) {
        return new ReadBacklog(
                backlog, new BacklogGauges(meters, clock, properties.backlog().every()), clock);
    }

    @Bean
    PeriodicTask backlogReading(ReadBacklog readBacklog, MonitorProperties properties) {
        return PeriodicTask.every(properties.backlog().every(), "backlog-reading", readBacklog::read);
    }
}
