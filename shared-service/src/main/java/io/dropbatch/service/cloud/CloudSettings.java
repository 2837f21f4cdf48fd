package io.dropbatch.service.cloud;

import io.dropbatch.service.ConfigurationProblem;
import io.dropbatch.store.cloud.CloudAddresses;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Tells the bus's client the cloud that the environment names. It wants a namespace and its domain apart; people write
 * {@code acme} or {@code acme.servicebus.windows.net}, as the portal, the command line and other clients do.
 */
public final class CloudSettings implements EnvironmentPostProcessor, Ordered {

    private static final String NAMESPACE = "spring.cloud.azure.servicebus.namespace";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String namespace = environment.getProperty(NAMESPACE, "").strip();
        if (namespace.isEmpty()) {
            return;
        }
        CloudAddresses cloud = of(environment);
        String[] name = cloud.fullNamespace(namespace).split("\\.", 2);
        Map<String, Object> settings = Map.of(
                NAMESPACE,
                name[0],
                "spring.cloud.azure.servicebus.domain-name",
                name[1],
                "spring.cloud.azure.profile.environment.active-directory-endpoint",
                cloud.authority());
        environment.getPropertySources().addFirst(new MapPropertySource("cloud", settings));
    }

    /** @throws ConfigurationProblem when the environment names a cloud that is not known */
    public static CloudAddresses of(ConfigurableEnvironment environment) {
        try {
            return CloudAddresses.of(environment::getProperty);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationProblem(CloudAddresses.CLOUD, String.valueOf(e.getMessage()));
        }
    }

    /** When the files of settings have been read. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
