package io.dropbatch.results;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import io.dropbatch.bus.BusAdministration;
import io.dropbatch.deadletter.DeadLetterDesk;
import io.dropbatch.deadletter.DeadLetterNotes;
import io.dropbatch.results.adapter.bus.ServiceBusDeadLetters;
import io.dropbatch.results.adapter.web.SessionPages;
import io.dropbatch.results.adapter.web.deadletter.DeadLetterPages;
import io.dropbatch.results.app.deadletter.ListDeadLetters;
import io.dropbatch.results.app.deadletter.SettleDeadLetters;
import io.dropbatch.results.app.port.DeadLetterQueues;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.cloud.CloudAddresses;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates what shows dead letters and clears them away. Nothing of it connects before somebody asks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeadLetterProperties.class)
class DeadLetterConfiguration {

    /** Somebody waits before a page. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private static final Duration LONGEST_ACTION = Duration.ofSeconds(30);

    @Bean
    DeadLetterQueues deadLetterQueues(
            StorageAccount account,
            ContainerNames containers,
            CloudAddresses cloud,
            BusAdministration administration,
            Clock clock) {
        DeadLetterNotes notes = new DeadLetterNotes(account.blobs(containers.system()));
        DeadLetterDesk desk = new DeadLetterDesk(connections(administration, cloud), notes, clock, LONGEST_ACTION);
        return new ServiceBusDeadLetters(() -> administration.connect(cloud::identity), desk, notes);
    }

    /** One of its own for each question: what all bindings share tries again for minutes. */
    private static Supplier<ServiceBusClientBuilder> connections(BusAdministration bus, CloudAddresses cloud) {
        AmqpRetryOptions once = new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(LONGEST_CALL);
        return () -> {
            ServiceBusClientBuilder builder = new ServiceBusClientBuilder().retryOptions(once);
            return bus.connectionString().isEmpty()
                    ? builder.credential(bus.namespace(), cloud.identity())
                    : builder.connectionString(bus.connectionString());
        };
    }

    @Bean
    BusAdministration busAdministration(
            @Value("${spring.cloud.azure.servicebus.connection-string}") String connectionString,
            @Value("${spring.cloud.azure.servicebus.namespace}") String namespace,
            @Value("${spring.cloud.azure.servicebus.domain-name:servicebus.windows.net}") String domain,
            @Value("${dropbatch.bus.administration-endpoint}") String endpoint) {
        String fullName = namespace.contains(".") ? namespace : namespace + "." + domain;
        return new BusAdministration(connectionString, fullName, endpoint);
    }

    @Bean
    ListDeadLetters listDeadLetters(DeadLetterQueues queues, Clock clock) {
        return new ListDeadLetters(queues, clock);
    }

    @Bean
    SettleDeadLetters settleDeadLetters(DeadLetterQueues queues, ListDeadLetters list) {
        return new SettleDeadLetters(queues, list);
    }

    @Bean
    DeadLetterPages deadLetterPages(ListDeadLetters list, SettleDeadLetters settle, DeadLetterProperties properties) {
        return new DeadLetterPages(list, settle, properties.enabled());
    }

    @Bean
    SessionPages sessionPages(DeadLetterProperties properties) {
        return new SessionPages(properties.enabled());
    }
}
