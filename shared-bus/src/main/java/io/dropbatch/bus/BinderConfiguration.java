package io.dropbatch.bus;

import com.azure.spring.cloud.stream.binder.servicebus.core.properties.ServiceBusExtendedBindingProperties;
import com.azure.spring.messaging.servicebus.core.ServiceBusTemplate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The context that Spring Cloud Stream makes for the binder {@code servicebus}, named in META-INF/spring.binders. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServiceBusExtendedBindingProperties.class)
class BinderConfiguration {

    @Bean
    Binder<?, ?, ?> serviceBusBinder(
            SharedReceivers receivers, ServiceBusTemplate template, ServiceBusExtendedBindingProperties properties) {
        return new SharedConnectionBinder(receivers, template, properties);
    }
}
