package io.dropbatch.bus;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import io.dropbatch.model.call.CallAnswer;
import io.dropbatch.model.call.CallClient;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.model.call.ClientCall;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;

/** Tells how long the bus took to acknowledge what was sent, or how it refused. */
final class MeasuredOutlet implements MessageSender.Outlet {

    static final String SEND = "send message";
    static final String SEND_BATCH = "send batch";

    private static final int DEEPEST_CAUSE = 20;

    private final MessageSender.Outlet outlet;
    private final CallObserver observer;

    MeasuredOutlet(MessageSender.Outlet outlet, CallObserver observer) {
        this.outlet = outlet;
        this.observer = observer;
    }

    @Override
    public void send(String binding, List<Message<byte[]>> messages) {
        String operation = messages.size() == 1 ? SEND : SEND_BATCH;
        long start = System.nanoTime();
        CallAnswer answer = CallAnswer.OK;
        try {
            outlet.send(binding, messages);
        } catch (RuntimeException e) {
            answer = answerOf(e);
            throw e;
        } finally {
            observer.answered(
                    new ClientCall(CallClient.BUS, operation, answer), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static CallAnswer answerOf(RuntimeException thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof AmqpException refused) {
                return answerOf(refused.getErrorCondition());
            }
            cause = cause.getCause();
        }
        return CallAnswer.NO_ANSWER;
    }

    /** Service Bus asks for fewer requests with one error, {@code server-busy}, whatever the limit is. */
    private static CallAnswer answerOf(@Nullable AmqpErrorCondition condition) {
        if (condition == null) {
            return CallAnswer.NO_ANSWER;
        }
        return switch (condition) {
            case SERVER_BUSY_ERROR -> CallAnswer.BUSY;
            case NOT_FOUND -> CallAnswer.NOT_FOUND;
            case INTERNAL_ERROR -> CallAnswer.SERVER_ERROR;
            case TIMEOUT_ERROR,
                    OPERATION_CANCELLED,
                    CONNECTION_FORCED,
                    CONNECTION_FRAMING_ERROR,
                    CONNECTION_REDIRECT,
                    LINK_DETACH_FORCED,
                    LINK_REDIRECT,
                    LINK_STOLEN -> CallAnswer.NO_ANSWER;
            default -> CallAnswer.CLIENT_ERROR;
        };
    }
}
