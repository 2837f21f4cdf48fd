package io.dropbatch.service.web;

import io.dropbatch.service.ConfigurationProblem;
import java.net.InetAddress;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** What every service does before it answers a request: it listens for this machine alone, unless settings guard it. */
@AutoConfiguration
@ConditionalOnWebApplication
public class WebAutoConfiguration {

    static final String HOSTS = "${dropbatch.web.hosts:}";

    private static final String ADDRESS = "server.address";

    @Bean
    ForeignHostFilter foreignHostFilter(Environment environment, @Value(HOSTS) List<String> names) {
        return hosts(ListenAddress.of(environment, ADDRESS), names);
    }

    /** A service that listens beyond loopback is reached by whatever name its cluster gives it. */
    static ForeignHostFilter hosts(ListenAddress address, List<String> names) {
        return new ForeignHostFilter(!address.isLoopback() && names.isEmpty(), names);
    }

    @Bean
    ForeignOriginFilter foreignOriginFilter() {
        return new ForeignOriginFilter();
    }

    /** Stops a service that would serve every drop to whoever reaches its port. */
    @Bean
    static BeanFactoryPostProcessor webIsGuarded(Environment environment) {
        return factory -> {
            ListenAddress address = ListenAddress.of(environment, ADDRESS);
            boolean open = environment.getProperty("dropbatch.web.open", Boolean.class, false);
            String issuer = environment.getProperty("dropbatch.web.sign-in.issuer", "");
            if (!open && issuer.isBlank() && !address.isLoopback()) {
                throw new ConfigurationProblem(
                        "dropbatch.web.sign-in.issuer",
                        "has to be set to the OpenID provider that people sign in with, since SERVER_ADDRESS lets more"
                                + " than this machine in; or set DROPBATCH_WEB_OPEN=true if a proxy in front of this"
                                + " service lets in only who belongs");
            }
        };
    }

    /** A management port of its own is for this machine too, unless MANAGEMENT_SERVER_ADDRESS says otherwise. */
    @Bean
    static BeanPostProcessor managementOnLoopback(Environment environment) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof ManagementServerProperties management
                        && management.getAddress() == null
                        && ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
                    management.setAddress(InetAddress.getLoopbackAddress());
                }
                return bean;
            }
        };
    }
}
