package io.dropbatch.batch;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.microsoft.azure.batch.auth.BatchCredentials;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Signs Batch requests with tokens of an Azure identity.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-aad-auth">Authenticate Batch with Microsoft Entra ID</a>
 */
final class BatchTokenCredentials implements BatchCredentials {

    private final String endpoint;
    private final TokenCredential identity;
    private final String scope;

    /** @param scope that the identity is asked for */
    BatchTokenCredentials(String endpoint, TokenCredential identity, String scope) {
        this.endpoint = endpoint;
        this.identity = identity;
        this.scope = scope;
    }

    @Override
    public String baseUrl() {
        return endpoint;
    }

    @Override
    public void applyCredentialsFilter(OkHttpClient.Builder client) {
        client.addInterceptor(this::sign);
    }

    /** The identity keeps tokens and renews them before they expire. */
    private Response sign(Interceptor.Chain chain) throws IOException {
        AccessToken token = identity.getTokenSync(new TokenRequestContext().addScopes(scope));
        return chain.proceed(chain.request()
                .newBuilder()
                .header("Authorization", "Bearer " + token.getToken())
                .build());
    }
}
