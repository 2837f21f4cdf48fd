package io.dropbatch.cli.deadletter;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.dropbatch.cli.console.CliException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at dead letters and clears them away. Everything that is done is noted first, then done, then the letter is
 * taken out: after an interruption it is still there, and doing it again changes nothing more.
 */
final class DeadLetterDesk {

    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LONGEST_ID = 128;

    private final Supplier<ServiceBusClientBuilder> bus;
    private final DeadLetterNotes notes;
    private final Clock clock;
    private final String person;

    DeadLetterDesk(Supplier<ServiceBusClientBuilder> bus, DeadLetterNotes notes, Clock clock, String person) {
        this.bus = bus;
        this.notes = notes;
        this.clock = clock;
        this.person = person;
    }

    /** The oldest dead letters; they stay where they are. */
    List<DeadLetter> look(BusEntity entity, int most) {
        return asking(entity, () -> peek(entity, most));
    }

    /** @throws CliException with what the bus says when it refuses */
    private static <T> T asking(BusEntity entity, Supplier<T> question) {
        try {
            return question.get();
        } catch (ServiceBusException e) {
            if (e.getReason() == ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND) {
                throw CliException.wrongUse("the bus has no queue or subscription '" + entity.name() + "'");
            }
            throw new CliException(
                    "the bus refuses '" + entity.name() + "' (" + e.getReason() + "): " + e.getMessage());
        }
    }

    private List<DeadLetter> peek(BusEntity entity, int most) {
        List<DeadLetter> letters = new ArrayList<>();
        try (ServiceBusReceiverClient receiver = entity.deadLetters(bus.get())) {
            long from = 0;
            while (letters.size() < most) {
                List<ServiceBusReceivedMessage> page =
                        receiver.peekMessages(Math.min(PAGE, most - letters.size()), from).stream()
                                .toList();
                if (page.isEmpty()) {
                    break;
                }
                page.forEach(message -> letters.add(DeadLetter.of(entity, message)));
                from = page.getLast().getSequenceNumber() + 1;
            }
        }
        return letters;
    }

    /** Sends these again; returns the numbers of those that were there. */
    Set<Long> replay(BusEntity entity, Set<Long> numbers) {
        return asking(entity, () -> {
            try (ServiceBusSenderClient sender = entity.sendAgain(bus.get())) {
                return take(entity, numbers, message -> {
                    note(DeadLetterNote.Action.REPLAYED, entity, message);
                    sender.sendMessage(again(entity, message));
                });
            }
        });
    }

    /** Takes these out for good; returns the numbers of those that were there. */
    Set<Long> discard(BusEntity entity, Set<Long> numbers) {
        return asking(
                entity, () -> take(entity, numbers, message -> note(DeadLetterNote.Action.DISCARDED, entity, message)));
    }

    private Set<Long> take(BusEntity entity, Set<Long> numbers, Consumer<ServiceBusReceivedMessage> action) {
        Set<Long> wanted = new HashSet<>(numbers);
        Set<Long> done = new HashSet<>();
        Set<Long> passed = new HashSet<>();
        List<ServiceBusReceivedMessage> others = new ArrayList<>();
        try (ServiceBusReceiverClient receiver = entity.deadLetters(bus.get())) {
            // Receiving does not say that there is no such entity, or only in words for programmers.
            boolean more = receiver.peekMessage() != null;
            while (more && !wanted.isEmpty()) {
                List<ServiceBusReceivedMessage> received =
                        receiver.receiveMessages(1, PATIENCE).stream().toList();
                more = !received.isEmpty();
                for (ServiceBusReceivedMessage message : received) {
                    if (wanted.contains(message.getSequenceNumber())) {
                        action.accept(message);
                        receiver.complete(message);
                        wanted.remove(message.getSequenceNumber());
                        done.add(message.getSequenceNumber());
                    } else {
                        others.add(message);
                        // One that comes a second time has lost its lock: all have been seen.
                        more = passed.add(message.getSequenceNumber());
                    }
                }
            }
            others.forEach(message -> giveBack(receiver, message));
        }
        return done;
    }

    private static void giveBack(ServiceBusReceiverClient receiver, ServiceBusReceivedMessage message) {
        try {
            receiver.abandon(message);
        } catch (RuntimeException e) {
            // Its lock ends by itself.
            return;
        }
    }

    private void note(DeadLetterNote.Action action, BusEntity entity, ServiceBusReceivedMessage message) {
        notes.write(new DeadLetterNote(action, person, clock.instant(), DeadLetter.of(entity, message)));
    }

    /** The message with an id of its own, always the same, so that the bus drops it when it is sent twice. */
    static ServiceBusMessage again(BusEntity entity, ServiceBusReceivedMessage message) {
        ServiceBusMessage copy = new ServiceBusMessage(message);
        copy.getApplicationProperties().remove("DeadLetterReason");
        copy.getApplicationProperties().remove("DeadLetterErrorDescription");
        String id = "replay-" + entity.name() + "-" + message.getSequenceNumber() + "-" + message.getMessageId();
        copy.setMessageId(id.substring(0, Math.min(id.length(), LONGEST_ID)));
        return copy;
    }
}
