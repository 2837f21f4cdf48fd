package io.dropbatch.scheduler.adapter.azurebatch;

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
import io.dropbatch.store.PromptSockets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import retrofit2.Retrofit;

/**
 * Opens the Batch account. Only the SDK's protocol layer is used: its upper layer loses tasks and reads JDK internals
 * by reflection on every call.
 */
public final class BatchAccount {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofSeconds(30);

    private BatchAccount() {}

    /** With the account's key, as local Azure and many accounts have it. */
    public static BatchServiceClient withKey(String endpoint, String account, String key) {
        return open(new BatchSharedKeyCredentials(endpoint, account, key));
    }

    /** With the process's own Azure identity. */
    public static BatchServiceClient withIdentity(String endpoint) {
        return open(BearerCredentials.ofThisProcess(endpoint));
    }

    static BatchServiceClient open(BatchCredentials credentials) {
        RestClient rest = new RestClient.Builder(
                        new OkHttpClient.Builder().socketFactory(new PromptSockets()), new Retrofit.Builder())
                .withBaseUrl(credentials.baseUrl())
                .withCredentials(credentials)
                .withSerializerAdapter(new AzureJacksonAdapter())
                .withResponseBuilderFactory(new Responses())
                .withConnectionTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .withReadTimeout(READ.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return BatchClient.open(rest, credentials.baseUrl()).protocolLayer();
    }

    /** Reads responses as the SDK's own client does: what is not found is an error. */
    private static final class Responses implements ResponseBuilder.Factory {

        private final AzureResponseBuilder.Factory azure = new AzureResponseBuilder.Factory();

        @Override
        public <T, E extends RestException> ResponseBuilder<T, E> newInstance(SerializerAdapter<?> json) {
            return azure.<T, E>newInstance(json).withThrowOnGet404(true);
        }
    }
}
