package io.dropbatch.bus;

import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.HttpPipelineSyncPolicy;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.HttpClientOptions;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClient;
import com.azure.messaging.servicebus.administration.ServiceBusAdministrationClientBuilder;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the bus tells what it holds, and as whom it is asked.
 *
 * @param connectionString of the namespace; if empty, its name and the process's Azure identity are used
 * @param namespace its full name, such as {@code name.servicebus.windows.net}
 * @param endpoint if empty, the namespace itself; Local Azure and Microsoft's emulator have one of their own
 */
public record BusAdministration(String connectionString, String namespace, String endpoint) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    /** Microsoft's emulator answers administration clients there, unless it is told otherwise. */
    private static final int EMULATOR_PORT = 5300;

    private static final Pattern EMULATOR = Pattern.compile("(?i)UseDevelopmentEmulator=true");
    private static final Pattern HOST = Pattern.compile("(?i)Endpoint=sb://([^:/;]+)");

    public BusAdministration {
        connectionString = connectionString.strip();
        namespace = namespace.strip();
        endpoint = endpoint.strip();
    }

    /** @param identity asked for only when there is no connection string */
    public ServiceBusAdministrationClient connect(Supplier<TokenCredential> identity) {
        ServiceBusAdministrationClientBuilder builder = new ServiceBusAdministrationClientBuilder()
                .httpClient(HttpClient.createDefault(new HttpClientOptions()
                        .setConnectTimeout(TIMEOUT)
                        .setReadTimeout(TIMEOUT)
                        .setResponseTimeout(TIMEOUT)))
                // Who asks asks again.
                .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ofMillis(1))));
        if (!plainEndpoint().isEmpty()) {
            builder.addPolicy(new PlainAddress(plainEndpoint()));
        }
        if (connectionString.isEmpty()) {
            builder.credential(namespace, identity.get());
        } else {
            builder.connectionString(connectionString);
        }
        return builder.buildClient();
    }

    /** The address to go to instead of the namespace's own; empty for the namespace's own. */
    String plainEndpoint() {
        Matcher host = HOST.matcher(connectionString);
        boolean isEmulator = EMULATOR.matcher(connectionString).find() && host.find();
        return endpoint.isEmpty() && isEmulator ? "http://" + host.group(1) + ":" + EMULATOR_PORT : endpoint;
    }

    /** Whether the bus has refused an answer because of who asked. */
    public static boolean denies(Throwable refusal) {
        if (!(refusal instanceof HttpResponseException refused) || refused.getResponse() == null) {
            return false;
        }
        int status = refused.getResponse().getStatusCode();
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "BusAdministration[namespace=" + namespace + ", endpoint=" + endpoint + "]";
    }

    /** The client speaks TLS on port 443 only; its makers' advice for their emulator is to rewrite the addresses. */
    private static final class PlainAddress extends HttpPipelineSyncPolicy {

        private final String endpoint;

        PlainAddress(String endpoint) {
            this.endpoint = endpoint;
        }

        @Override
        protected void beforeSendingRequest(HttpPipelineCallContext context) {
            context.getHttpRequest()
                    .setUrl(endpoint + context.getHttpRequest().getUrl().getFile());
        }
    }
}
