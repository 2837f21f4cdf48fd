package io.dropbatch.cli.doctor;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.HttpClientOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import io.dropbatch.cli.client.ClientSettings;
import java.time.Duration;

/** Clients of the namespace that ask once and do not wait long. */
public record BusConnection(ClientSettings settings) {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    boolean isNamed() {
        return settings.find("AZURE_SERVICEBUS_CONNECTION_STRING").isPresent()
                || settings.find("AZURE_SERVICEBUS_NAMESPACE").isPresent();
    }

    /** Its bare name, for commands. */
    String namespace() {
        return settings.find("AZURE_SERVICEBUS_NAMESPACE")
                .map(name -> name.split("\\.", 2)[0])
                .or(() -> settings.find("AZURE_SERVICEBUS_CONNECTION_STRING")
                        .map(text -> text.replaceFirst("(?i).*Endpoint=sb://([^.:/;]+).*", "$1")))
                .filter(name -> name.matches("[A-Za-z][A-Za-z0-9-]*") && !name.equals("localhost"))
                .orElse("<namespace>");
    }

    public ServiceBusAdministrationClient administration() {
        ServiceBusAdministrationClientBuilder builder = new ServiceBusAdministrationClientBuilder()
                .httpClient(HttpClient.createDefault(new HttpClientOptions()
                        .setConnectTimeout(LIMIT)
                        .setReadTimeout(LIMIT)
                        .setResponseTimeout(LIMIT)))
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))));
        settings.find("AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT")
                .ifPresent(endpoint -> builder.addPolicy(new OtherAddress(endpoint)));
        settings.find("AZURE_SERVICEBUS_CONNECTION_STRING")
                .ifPresentOrElse(
                        builder::connectionString,
                        () -> builder.credential(
                                fullNamespace(), settings.cloud().identity()));
        return builder.buildClient();
    }

    public ServiceBusClientBuilder messages() {
        ServiceBusClientBuilder builder = new ServiceBusClientBuilder()
                .retryOptions(new AmqpRetryOptions().setMaxRetries(0).setTryTimeout(LIMIT));
        return settings.find("AZURE_SERVICEBUS_CONNECTION_STRING")
                .map(builder::connectionString)
                .orElseGet(() ->
                        builder.credential(fullNamespace(), settings.cloud().identity()));
    }

    private String fullNamespace() {
        return settings.cloud().fullNamespace(settings.require("AZURE_SERVICEBUS_NAMESPACE"));
    }

    /** Local Azure and Microsoft's emulator tell what they hold at an address of their own. */
    private static final class OtherAddress extends HttpPipelineSyncPolicy {

        private final String endpoint;

        OtherAddress(String endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected void beforeSendingRequest(HttpPipelineCallContext context) {
            context.getHttpRequest()
                    .setUrl(endpoint + context.getHttpRequest().getUrl().getFile());
        }
    }
}
