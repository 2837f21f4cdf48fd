package io.dropbatch.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.microsoft.azure.batch.protocol.BatchServiceClient;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.PoolListOptions;
import io.dropbatch.localazure.batch.BatchOptions;
import io.dropbatch.localazure.batch.BatchServer;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.store.cloud.CloudAddresses;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Against Local Batch, which compares a token's audience to the slash, as Batch does. */
class BatchTokenCredentialsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"AzureCloud", "AzureUSGovernment", "AzureChinaCloud"})
    void is_let_in_with_a_token_for_the_batch_of_each_cloud(String name) throws Exception {
        CloudAddresses cloud = CloudAddresses.of(variable -> variable.equals("AZURE_CLOUD") ? name : null);

        try (BatchServer batch = startFor(cloud)) {
            assertThat(pools(batch, cloud.batchScope())).isZero();
        }
    }

    @Test
    void is_refused_with_a_token_whose_scope_has_a_single_slash() throws Exception {
        try (BatchServer batch = startFor(CloudAddresses.ofPublicCloud())) {
            assertThatThrownBy(() -> pools(batch, "https://batch.core.windows.net/.default"))
                    .isInstanceOfSatisfying(BatchErrorException.class, refused -> {
                        assertThat(refused.response().code()).isEqualTo(401);
                        assertThat(refused.body().values().getFirst().value())
                                .contains("wrong audience or resource 'https://batch.core.windows.net'");
                    });
        }
    }

    private BatchServer startFor(CloudAddresses cloud) throws Exception {
        return BatchServer.start(BatchOptions.in(folder).withTokens(cloud.batchAudience()));
    }

    private static int pools(BatchServer server, String scope) {
        BatchTokenCredentials credentials =
                new BatchTokenCredentials(server.endpoint().toString(), entra(), scope);
        BatchServiceClient batch = BatchClientFactory.open(credentials, CallObserver.NONE);
        return batch.pools().list(new PoolListOptions()).size();
    }

    /** As Microsoft Entra ID does: what stands before {@code /.default} is the audience, as it is. */
    private static TokenCredential entra() {
        return context -> {
            String scope = context.getScopes().getFirst();
            String audience = scope.substring(0, scope.length() - "/.default".length());
            String claims = "{\"aud\":\"" + audience + "\",\"exp\":4102444800}";
            String body =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
            return Mono.just(new AccessToken("e30." + body + ".", OffsetDateTime.MAX));
        };
    }
}
