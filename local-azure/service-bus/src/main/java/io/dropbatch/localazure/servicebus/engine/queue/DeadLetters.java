package io.dropbatch.localazure.servicebus.engine.queue;

import io.dropbatch.localazure.servicebus.engine.log.StoredMessage;
import io.dropbatch.localazure.servicebus.message.MessageContent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds dead-lettered messages: the reason is added as application properties. */
final class DeadLetters {
    private static final String REASON = "DeadLetterReason";
    private static final String DESCRIPTION = "DeadLetterErrorDescription";

    private DeadLetters() {}

    static MessageContent content(StoredMessage message, SettlementDecision.DeadLetter letter) {
        Map<String, Object> changes = new LinkedHashMap<>(letter.changedProperties());
        if (letter.reason() != null) {
            changes.put(REASON, letter.reason());
        }
        if (letter.description() != null) {
            changes.put(DESCRIPTION, letter.description());
        }
        return message.content().withoutSchedule().withApplicationProperties(changes);
    }
}
