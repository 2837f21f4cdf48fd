package io.dropbatch.localazure.servicebus.protocol.outcome;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.message.MalformedMessage;
import java.util.concurrent.CompletionException;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Refusals as AMQP error conditions (AmqpErrorCondition of the SDKs). */
public final class AmqpErrors {
    private AmqpErrors() {}

    public static ErrorCondition of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case BrokerException broken -> condition(symbol(broken.refusal()), broken);
            case MalformedMessage malformed -> condition("amqp:decode-error", malformed);
            default -> condition("amqp:internal-error", cause);
        };
    }

    public static ErrorCondition condition(String symbol, String description) {
        return new ErrorCondition(Symbol.valueOf(symbol), description);
    }

    public static int status(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof BrokerException broken)) {
            return cause instanceof MalformedMessage ? 400 : 500;
        }
        return switch (broken.refusal()) {
            case MESSAGE_LOCK_LOST, SESSION_LOCK_LOST -> 410;
            case ENTITY_NOT_FOUND, MESSAGE_NOT_FOUND -> 404;
            case NOT_ALLOWED, INVALID, MESSAGE_TOO_LARGE -> 400;
            case QUOTA_EXCEEDED -> 403;
            case NOT_IMPLEMENTED -> 501;
            case SESSION_BUSY, TIMEOUT -> 408;
            case INTERNAL -> 500;
        };
    }

    private static ErrorCondition condition(String symbol, Throwable cause) {
        return condition(symbol, String.valueOf(cause.getMessage()));
    }

    private static String symbol(BrokerRefusal refusal) {
        return switch (refusal) {
            case ENTITY_NOT_FOUND -> "amqp:not-found";
            case NOT_ALLOWED -> "amqp:not-allowed";
            case NOT_IMPLEMENTED -> "amqp:not-implemented";
            case INVALID -> "com.microsoft:argument-error";
            case MESSAGE_LOCK_LOST -> "com.microsoft:message-lock-lost";
            case MESSAGE_NOT_FOUND -> "com.microsoft:message-not-found";
            case MESSAGE_TOO_LARGE -> "amqp:link:message-size-exceeded";
            case QUOTA_EXCEEDED -> "amqp:resource-limit-exceeded";
            case SESSION_BUSY -> "com.microsoft:session-cannot-be-locked";
            case SESSION_LOCK_LOST -> "com.microsoft:session-lock-lost";
            case TIMEOUT -> "com.microsoft:timeout";
            case INTERNAL -> "amqp:internal-error";
        };
    }
}
