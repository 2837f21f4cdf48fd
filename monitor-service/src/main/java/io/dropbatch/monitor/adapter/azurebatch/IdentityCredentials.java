package io.dropbatch.monitor.adapter.azurebatch;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.microsoft.azure.batch.auth.BatchCredentials;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** The process's Azure identity, as the SDK wants it; the identity library keeps and renews the tokens. */
final class IdentityCredentials implements BatchCredentials {

    private static final TokenRequestContext BATCH =
            new TokenRequestContext().addScopes("https://batch.core.windows.net/.default");

    private final String endpoint;
    private final TokenCredential identity;

    private IdentityCredentials(String endpoint, TokenCredential identity) {
        this.endpoint = endpoint;
        this.identity = identity;
    }

    static IdentityCredentials ofProcess(String endpoint) {
        return new IdentityCredentials(endpoint, new DefaultAzureCredentialBuilder().build());
    }

    @Override
    public String baseUrl() {
        return endpoint;
    }

    @Override
    public void applyCredentialsFilter(OkHttpClient.Builder client) {
        client.addInterceptor(this::authorize);
    }

    private Response authorize(Interceptor.Chain chain) throws IOException {
        AccessToken token = identity.getTokenSync(BATCH);
        return chain.proceed(chain.request()
                .newBuilder()
                .header("Authorization", "Bearer " + token.getToken())
                .build());
    }
}
