package io.dropbatch.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpErrorContext;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusErrorSource;
import com.azure.messaging.servicebus.ServiceBusException;
import io.dropbatch.model.call.ClientCall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class MeasuredOutletTest {

    private static final Message<byte[]> MESSAGE =
            MessageBuilder.withPayload(new byte[0]).build();

    private final List<ClientCall> calls = new ArrayList<>();

    @Test
    void tells_single_messages_from_batches() {
        MeasuredOutlet outlet = outlet((binding, messages) -> {});

        outlet.send("jobs-out", List.of(MESSAGE));
        outlet.send("jobs-out", Collections.nCopies(3, MESSAGE));

        assertThat(calls).extracting(ClientCall::operation).containsExactly("send message", "send batch");
        assertThat(calls).extracting(call -> call.answer().value()).containsExactly("ok", "ok");
    }

    @ParameterizedTest
    @CsvSource({
        "SERVER_BUSY_ERROR, busy",
        "NOT_FOUND, not-found",
        "RESOURCE_LIMIT_EXCEEDED, client-error",
        "UNAUTHORIZED_ACCESS, client-error",
        "INTERNAL_ERROR, server-error",
        "TIMEOUT_ERROR, no-answer"
    })
    void tells_how_the_bus_refused(AmqpErrorCondition condition, String answer) {
        AmqpException refusal = new AmqpException(true, condition, "told to", new AmqpErrorContext("bus"));
        MeasuredOutlet outlet = outlet((binding, messages) -> {
            throw new IllegalStateException(new ServiceBusException(refusal, ServiceBusErrorSource.SEND));
        });

        assertThatThrownBy(() -> outlet.send("jobs-out", List.of(MESSAGE))).hasRootCause(refusal);

        assertThat(calls).extracting(call -> call.answer().value()).containsExactly(answer);
    }

    @Test
    void a_send_that_the_bus_did_not_acknowledge_had_no_answer() {
        MeasuredOutlet outlet = outlet((binding, messages) -> {
            throw new IllegalStateException("the bus did not take a message for " + binding);
        });

        assertThatThrownBy(() -> outlet.send("jobs-out", List.of(MESSAGE))).isInstanceOf(IllegalStateException.class);

        assertThat(calls).extracting(call -> call.answer().value()).containsExactly("no-answer");
    }

    private MeasuredOutlet outlet(MessageSender.Outlet outlet) {
        return new MeasuredOutlet(outlet, (call, took) -> {
            assertThat(took).isPositive();
            calls.add(call);
        });
    }
}
