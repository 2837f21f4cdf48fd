package io.dropbatch.service.web;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.context.annotation.Bean;

/** Refuses foreign names at a management port of its own as well. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementHostConfiguration {

    @Bean
    ForeignHostFilter managementHostFilter(
            ManagementServerProperties management, @Value(WebAutoConfiguration.HOSTS) List<String> names) {
        String address =
                management.getAddress() == null ? "" : management.getAddress().getHostAddress();
        return WebAutoConfiguration.hosts(new ListenAddress("management.server.address", address), names);
    }
}
