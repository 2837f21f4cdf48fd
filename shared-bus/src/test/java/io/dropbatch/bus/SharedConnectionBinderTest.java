package io.dropbatch.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusConsumerProperties;
import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusProducerProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.binder.BinderFactory;
import org.springframework.cloud.stream.binder.ExtendedPropertiesBinder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.MessageChannel;

/** The binder as a service's context makes it; nothing is connected before a binding starts. */
class SharedConnectionBinderTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Service {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        CrashPoints crashPoints() {
            return point -> {};
        }
    }

    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Service.class)
            .web(WebApplicationType.NONE)
            .run(
                    "--spring.application.name=test-service",
                    "--spring.config.import=classpath:dropbatch-bus.yml",
                    "--spring.cloud.azure.servicebus.connection-string="
                            + "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=n;SharedAccessKey=a2V5;UseDevelopmentEmulator=true",
                    "--spring.cloud.stream.servicebus.bindings.own-in-0.consumer.max-concurrent-calls=7");

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void stands_for_the_name_servicebus() {
        assertThat(binder()).isInstanceOf(SharedConnectionBinder.class);
    }

    @Test
    void gives_a_binding_the_defaults_for_what_it_does_not_say() {
        ServiceBusConsumerProperties own =
                (ServiceBusConsumerProperties) binder().getExtendedConsumerProperties("own-in-0");
        ServiceBusProducerProperties sender =
                (ServiceBusProducerProperties) binder().getExtendedProducerProperties("jobs-out");

        assertThat(own.getMaxConcurrentCalls()).isEqualTo(7);
        assertThat(own.getMaxAutoLockRenewDuration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(sender.isSync()).isTrue();
        assertThat(sender.getSendTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    private ExtendedPropertiesBinder<?, ?, ?> binder() {
        return (ExtendedPropertiesBinder<?, ?, ?>)
                context.getBean(BinderFactory.class).getBinder("servicebus", MessageChannel.class);
    }
}
