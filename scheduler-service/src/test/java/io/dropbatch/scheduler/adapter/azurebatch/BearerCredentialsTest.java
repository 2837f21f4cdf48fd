package io.dropbatch.scheduler.adapter.azurebatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import io.dropbatch.scheduler.adapter.azurebatch.MisbehavingBatch.Reply;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class BearerCredentialsTest {

    @Test
    void signs_requests_with_a_token_for_batch() throws Exception {
        AtomicReference<String> scope = new AtomicReference<>();
        AtomicReference<String> authorization = new AtomicReference<>();
        try (MisbehavingBatch batch = new MisbehavingBatch(request -> {
            authorization.set(request.authorization());
            return Reply.of(200, "{\"value\":[]}");
        })) {
            BearerCredentials credentials = new BearerCredentials(batch.endpoint(), context -> {
                scope.set(context.getScopes().getFirst());
                return Mono.just(new AccessToken("t0ken", OffsetDateTime.MAX));
            });

            BatchAccount.open(credentials)
                    .tasks()
                    .addCollection(
                            "job", List.of(new TaskAddParameter().withId("1").withCommandLine("true")));
        }

        assertThat(scope.get()).isEqualTo("https://batch.core.windows.net/.default");
        assertThat(authorization.get()).isEqualTo("Bearer t0ken");
    }
}
