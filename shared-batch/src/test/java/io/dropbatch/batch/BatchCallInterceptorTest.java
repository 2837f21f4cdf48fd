package io.dropbatch.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.batch.protocol.BatchServiceClient;
import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.ClientCall;
import io.dropbatch.store.cloud.CloudAddresses;
import io.dropbatch.testing.MisbehavingBatch;
import io.dropbatch.testing.MisbehavingBatch.Reply;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of requests to Batch. */
@Timeout(30)
class BatchCallInterceptorTest {

    private final List<ClientCall> calls = new CopyOnWriteArrayList<>();
    private MisbehavingBatch batch;
    private volatile Reply reply;

    @BeforeEach
    void start() throws IOException {
        batch = new MisbehavingBatch(request -> reply);
    }

    @AfterEach
    void stop() {
        batch.close();
    }

    @ParameterizedTest
    @CsvSource({
        "429, throttled",
        "503, busy",
        "404, not-found",
        "409, conflict",
        "400, client-error",
        "500, server-error"
    })
    void tells_what_was_asked_and_how_it_was_answered(int status, String answer) {
        reply = Reply.error(status, "Code");

        assertThatThrownBy(() -> client().jobs().terminate("job-1")).isInstanceOf(RuntimeException.class);

        assertThat(calls).hasSize(1);
        assertThat(calls.getFirst().operation()).isEqualTo("POST job termination");
        assertThat(calls.getFirst().answer().value()).isEqualTo(answer);
    }

    @Test
    void a_server_that_is_gone_does_not_answer() {
        batch.close();

        assertThatThrownBy(() -> client().jobs().delete("job-1")).isInstanceOf(RuntimeException.class);

        assertThat(calls).containsExactly(new ClientCall(CallClient.BATCH, "DELETE job", CallAnswer.NO_ANSWER));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /jobs, GET jobs",
        "GET, /jobs/a, GET job",
        "GET, /jobs/a/tasks, GET tasks",
        "POST, /jobs/a/addtaskcollection, POST task collection",
        "GET, /jobs/a/tasks/b/files/wd%2Fstderr.txt, GET task file",
        "GET, /jobs/a/tasks/b/files/wd/stderr.txt, GET task file",
        "GET, /nodecounts, GET node counts",
        "POST, /pools/a/removenodes, POST node removal",
        "GET, /jobs/a/secrets, other",
        "GET, /secrets/a, other"
    })
    void an_operation_is_a_method_and_a_kind_of_resource(String method, String path, String operation) {
        assertThat(BatchOperations.of(method, path)).isEqualTo(operation);
    }

    private BatchServiceClient client() {
        return BatchClientFactory.open(
                batch.endpoint(), "account", "a2V5", CloudAddresses.ofPublicCloud(), (call, took) -> {
                    assertThat(took).isPositive();
                    calls.add(call);
                });
    }
}
