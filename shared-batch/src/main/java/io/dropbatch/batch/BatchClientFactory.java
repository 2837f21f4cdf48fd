package io.dropbatch.batch;

import com.microsoft.azure.AzureResponseBuilder;
import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchCredentials;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.serializer.AzureJacksonAdapter;
import com.microsoft.rest.RestClient;
import com.microsoft.rest.RestException;
import com.microsoft.rest.protocol.ResponseBuilder;
import com.microsoft.rest.protocol.SerializerAdapter;
import com.microsoft.rest.retry.RetryStrategy;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.PromptSockets;
import io.dropbatch.store.cloud.CloudAddresses;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import retrofit2.Retrofit;

/**
 * Opens the SDK's client of a Batch account. Only the SDK's protocol layer is used: its upper layer loses tasks and
 * reads JDK internals by reflection on every call.
 *
 * <p>The SDK's own retries are off. They repeat a request at once, whatever {@code Retry-After} says; the services'
 * back-off is the only one.
 */
public final class BatchClientFactory {

    private static final int CONNECT_SECONDS = 5;
    private static final int READ_SECONDS = 30;

    /** As many as requests are sent at a time. */
    private static final int IDLE_CONNECTIONS = 4;

    private BatchClientFactory() {}

    /** @param key of the account, as local Azure and many accounts have it; if empty, the process's Azure identity is used */
    public static BatchServiceClient open(String endpoint, String account, String key) {
        return open(endpoint, account, key, CloudAddresses.ofPublicCloud(), CallObserver.NONE);
    }

    /** The same in any cloud, for who measures the requests. */
    public static BatchServiceClient open(
            String endpoint, String account, String key, CloudAddresses cloud, CallObserver observer) {
        return open(
                key.isEmpty()
                        ? new BatchTokenCredentials(endpoint, cloud.identity(), cloud.batchScope())
                        : new BatchSharedKeyCredentials(endpoint, account, key),
                observer);
    }

    static BatchServiceClient open(BatchCredentials credentials, CallObserver observer) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .addInterceptor(new BatchCallInterceptor(observer));
        RestClient client = new RestClient.Builder(http, new Retrofit.Builder())
                .withBaseUrl(credentials.baseUrl())
                .withCredentials(credentials)
                .withSerializerAdapter(new AzureJacksonAdapter())
                .withResponseBuilderFactory(new NotFoundThrows())
                .withConnectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .withReadTimeout(READ_SECONDS, TimeUnit.SECONDS)
                .withConnectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .withRetryStrategy(new NoRetries())
                .build();
        return BatchClient.open(client, credentials.baseUrl()).protocolLayer();
    }

    /** Never asks again by itself. */
    private static final class NoRetries extends RetryStrategy {

        NoRetries() {
            super("none", false);
        }

        @Override
        public boolean shouldRetry(int retries, Response response) {
            return false;
        }
    }

    /** As the SDK's own client does: a missing job is an exception, not a null. */
    private static final class NotFoundThrows implements ResponseBuilder.Factory {

        private final AzureResponseBuilder.Factory factory = new AzureResponseBuilder.Factory();

        @Override
        public <T, E extends RestException> ResponseBuilder<T, E> newInstance(SerializerAdapter<?> serializer) {
            return factory.<T, E>newInstance(serializer).withThrowOnGet404(true);
        }
    }
}
