package io.dropbatch.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.ClientCall;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientCallMetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ClientCallMeters calls = new ClientCallMeters(meters);

    @Test
    void times_calls_by_client_operation_and_answer() {
        calls.answered(new ClientCall(CallClient.BLOB, "PUT blob", CallAnswer.OK), Duration.ofMillis(20));
        calls.answered(new ClientCall(CallClient.BLOB, "PUT blob", CallAnswer.OK), Duration.ofMillis(30));
        calls.answered(new ClientCall(CallClient.BLOB, "PUT blob", CallAnswer.CONFLICT), Duration.ofMillis(1));

        assertThat(timer("blob", "PUT blob", "ok").count()).isEqualTo(2);
        assertThat(timer("blob", "PUT blob", "ok").totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(50);
        assertThat(timer("blob", "PUT blob", "conflict").count()).isEqualTo(1);
    }

    @Test
    void refusals_are_counted_from_the_first_use_of_an_operation_on() {
        calls.answered(new ClientCall(CallClient.BATCH, "GET tasks", CallAnswer.OK), Duration.ofMillis(20));

        assertThat(timer("batch", "GET tasks", "throttled").count()).isZero();
        assertThat(timer("batch", "GET tasks", "busy").count()).isZero();
        assertThat(meters.find("dropbatch.client.requests").timers()).hasSize(3);
    }

    private Timer timer(String client, String operation, String answer) {
        return meters.get("dropbatch.client.requests")
                .tags("client", client, "operation", operation, "answer", answer)
                .timer();
    }
}
