package io.dropbatch.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BatchTokenCredentialsTest {

    @Test
    void signs_requests_with_a_token_for_batch() throws Exception {
        AtomicReference<String> scope = new AtomicReference<>();
        try (MisbehavingBatch batch = new MisbehavingBatch(request -> Reply.of(200, "{\"value\":[]}"))) {
            BatchTokenCredentials credentials = new BatchTokenCredentials(batch.endpoint(), context -> {
                scope.set(context.getScopes().getFirst());
                return Mono.just(new AccessToken("t0ken", OffsetDateTime.MAX));
            });

            BatchClientFactory.open(credentials, CallObserver.NONE)
                    .tasks()
                    .addCollection(
                            "job", List.of(new TaskAddParameter().withId("1").withCommandLine("true")));

            assertThat(batch.requests())
                    .extracting(MisbehavingBatch.Request::authorization)
                    .containsExactly("Bearer t0ken");
        }

        assertThat(scope.get()).isEqualTo("https://batch.core.windows.net/.default");
    }
}
