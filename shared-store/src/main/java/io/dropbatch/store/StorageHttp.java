package io.dropbatch.store;

import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * The HTTP client for storage. A request stays on its caller's thread: for the small blobs of a drop that takes half
 * of the processor time of the JDK's client, and less of Netty's, the SDK's default.
 */
final class StorageHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** More than any of our programs has under way at once. */
    private static final int MOST_AT_ONCE = 64;

    private static final int KEPT_MINUTES = 4;

    private StorageHttp() {}

    /** @param connectionString empty where there is none: then the endpoints are Azure's own, which are encrypted */
    static HttpClient client(String connectionString) {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MOST_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(MOST_AT_ONCE);
        OkHttpClient base = new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .connectionPool(new ConnectionPool(MOST_AT_ONCE, KEPT_MINUTES, TimeUnit.MINUTES))
                .dispatcher(dispatcher)
                .addInterceptor(StorageHttp::asStored)
                .connectionSpecs(
                        isPlain(connectionString)
                                ? List.of(ConnectionSpec.CLEARTEXT)
                                : List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT))
                .build();
        return new OkHttpAsyncHttpClientBuilder(base)
                .connectionTimeout(Duration.ofSeconds(5))
                .readTimeout(TIMEOUT)
                .writeTimeout(TIMEOUT)
                .responseTimeout(TIMEOUT)
                .build();
    }

    /**
     * Without a wish of ours OkHttp would decompress what somebody uploaded as {@code Content-Encoding: gzip}, behind the
     * back of the client, which counts the bytes that are stored. Nodes get those too.
     */
    private static Response asStored(Interceptor.Chain chain) throws IOException {
        return chain.proceed(chain.request()
                .newBuilder()
                .header("Accept-Encoding", "identity")
                .build());
    }

    /**
     * A local account is reached without encryption: reading the machine's certificates for it takes a tenth of a
     * second.
     */
    private static boolean isPlain(String connectionString) {
        return connectionString.contains("BlobEndpoint=http://")
                && connectionString.contains("TableEndpoint=http://")
                && !connectionString.contains("https://");
    }
}
