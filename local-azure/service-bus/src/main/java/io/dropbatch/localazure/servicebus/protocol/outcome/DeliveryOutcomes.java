package io.dropbatch.localazure.servicebus.protocol.outcome;

import io.dropbatch.localazure.servicebus.engine.BrokerException;
import io.dropbatch.localazure.servicebus.engine.BrokerRefusal;
import io.dropbatch.localazure.servicebus.engine.queue.SettlementDecision;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * Converts a receiver's delivery states to decisions, and decisions to the answering states (ServiceBusReceiver of the
 * SDKs).
 */
public final class DeliveryOutcomes {
    private static final String REASON = "DeadLetterReason";
    private static final String DESCRIPTION = "DeadLetterErrorDescription";

    private DeliveryOutcomes() {}

    public static SettlementDecision settlement(DeliveryState state) {
        return switch (state) {
            case Accepted accepted -> new SettlementDecision.Complete();
            case Released released -> new SettlementDecision.Release();
            case Modified modified
            when Boolean.TRUE.equals(modified.getUndeliverableHere()) ->
                new SettlementDecision.Defer(properties(modified.getMessageAnnotations()));
            case Modified modified -> new SettlementDecision.Abandon(properties(modified.getMessageAnnotations()));
            case Rejected rejected -> deadLetter(rejected.getError());
            default ->
                throw new BrokerException(
                        BrokerRefusal.NOT_IMPLEMENTED,
                        "Transactions are not supported by this broker: " + state.getType());
        };
    }

    /** The answer has the type of the request; a dead-lettering is confirmed without an error. */
    public static DeliveryState confirmation(DeliveryState state) {
        return state instanceof Rejected ? new Rejected() : state;
    }

    public static DeliveryState refusal(Throwable failure) {
        Rejected rejected = new Rejected();
        rejected.setError(AmqpErrors.of(failure));
        return rejected;
    }

    private static SettlementDecision deadLetter(@Nullable ErrorCondition error) {
        Map<String, Object> changes = new LinkedHashMap<>(properties(error == null ? null : error.getInfo()));
        Object reason = changes.remove(REASON);
        Object description = changes.remove(DESCRIPTION);
        return new SettlementDecision.DeadLetter(text(reason), text(description), changes);
    }

    public static Map<String, Object> properties(@Nullable Map<?, ?> wire) {
        if (wire == null || wire.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        wire.forEach((key, value) -> properties.put(key.toString(), value));
        return properties;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
