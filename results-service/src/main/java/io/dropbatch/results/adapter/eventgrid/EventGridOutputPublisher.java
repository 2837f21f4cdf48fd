package io.dropbatch.results.adapter.eventgrid;

import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import com.azure.messaging.eventgrid.EventGridPublisherClientBuilder;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.results.app.port.OutputPublisher;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes to a topic of Event Grid that takes CloudEvents. Each call is one request: who calls pauses and calls again.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvents schema</a>
 */
public final class EventGridOutputPublisher implements OutputPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(EventGridOutputPublisher.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final EventGridPublisherClient<CloudEvent> topic;

    private EventGridOutputPublisher(EventGridPublisherClient<CloudEvent> topic) {
        this.topic = topic;
    }

    /** @param key one of the topic's two */
    public static EventGridOutputPublisher withKey(String endpoint, String key, OkHttpClient http) {
        return new EventGridOutputPublisher(
                builder(endpoint, http).credential(new AzureKeyCredential(key)).buildCloudEventPublisherClient());
    }

    /** @param identity that has the role EventGrid Data Sender on the topic */
    public static EventGridOutputPublisher withIdentity(String endpoint, TokenCredential identity, OkHttpClient http) {
        return new EventGridOutputPublisher(
                builder(endpoint, http).credential(identity).buildCloudEventPublisherClient());
    }

    private static EventGridPublisherClientBuilder builder(String endpoint, OkHttpClient http) {
        HttpClient client = new OkHttpAsyncHttpClientBuilder(http)
                .connectionTimeout(LIMIT)
                .writeTimeout(LIMIT)
                .readTimeout(LIMIT)
                .responseTimeout(LIMIT)
                .build();
        return new EventGridPublisherClientBuilder()
                .endpoint(endpoint)
                .httpClient(client)
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))));
    }

    @Override
    public boolean publish(String event) {
        try {
            topic.sendEvents(CloudEvent.fromString(event));
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("cause", Redaction.describe(e)).log("Event Grid did not take an output");
            return false;
        }
    }
}
