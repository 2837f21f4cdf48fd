package io.dropbatch.results;

import io.dropbatch.results.adapter.eventgrid.EventGridOutputPublisher;
import io.dropbatch.results.app.port.OutputPublisher;
import io.dropbatch.results.app.publish.PublishOutput;
import io.dropbatch.service.cloud.CloudSettings;
import java.time.Clock;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Creates what passes outputs on to Event Grid, where a topic is named. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EventGridProperties.class)
class EventGridConfiguration {

    /** Not among the settings, so that nobody writes it into a file of them. */
    private static final String KEY = "DROPBATCH_EVENT_GRID_KEY";

    @Bean
    PublishOutput publishOutput(EventGridProperties properties, ConfigurableEnvironment environment, Clock clock) {
        return new PublishOutput(publisher(properties.endpoint(), environment), clock);
    }

    private static Optional<OutputPublisher> publisher(String endpoint, ConfigurableEnvironment environment) {
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        String key = environment.getProperty(KEY, "").strip();
        OkHttpClient http = new OkHttpClient();
        return Optional.of(
                key.isEmpty()
                        ? EventGridOutputPublisher.withIdentity(
                                endpoint, CloudSettings.of(environment).identity(), http)
                        : EventGridOutputPublisher.withKey(endpoint, key, http));
    }
}
