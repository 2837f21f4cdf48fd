package io.dropbatch.deadletter;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusException;
import com.azure.messaging.servicebus.ServiceBusFailureReason;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterException;
import io.dropbatch.model.deadletter.DeadLetterNote;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks at dead letters and clears them away. Everything that is done is noted first, then done, then the letter is
 * taken out: after an interruption it is still there, and doing it again changes nothing more.
 */
public final class DeadLetterDesk {

    private static final int PAGE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<ServiceBusClientBuilder> bus;
    private final DeadLetterNotes notes;
    private final Clock clock;
    private final Duration longest;

    /**
     * @param bus clients that do not wait long
     * @param longest after which letters that have not come yet are left where they are
     */
    public DeadLetterDesk(Supplier<ServiceBusClientBuilder> bus, DeadLetterNotes notes, Clock clock, Duration longest) {
        this.bus = bus;
        this.notes = notes;
        this.clock = clock;
        this.longest = longest;
    }

    /**
     * The oldest dead letters; they stay where they are.
     *
     * @param from the lowest number that is wanted
     */
    public List<DeadLetter> look(BusEntity entity, long from, int most) {
        return asking(entity, () -> {
            try (ServiceBusReceiverClient receiver = EntityClients.deadLetters(bus.get(), entity)) {
                return peek(receiver, from, most).stream()
                        .map(message -> ReceivedLetters.read(entity, message))
                        .toList();
            }
        });
    }

    /** The numbers of the oldest dead letters, without holding more than a page of them. */
    public NavigableSet<Long> numbers(BusEntity entity, int most) {
        return asking(entity, () -> {
            NavigableSet<Long> numbers = new TreeSet<>();
            try (ServiceBusReceiverClient receiver = EntityClients.deadLetters(bus.get(), entity)) {
                boolean more = true;
                while (more && numbers.size() < most) {
                    long next = numbers.isEmpty() ? 0 : numbers.last() + 1;
                    more = receiver.peekMessages(Math.min(PAGE, most - numbers.size()), next).stream()
                                    .filter(message -> numbers.add(message.getSequenceNumber()))
                                    .count()
                            > 0;
                }
            }
            return numbers;
        });
    }

    /** @throws DeadLetterException with what the bus says when it refuses */
    private static <T> T asking(BusEntity entity, Supplier<T> question) {
        try {
            return question.get();
        } catch (ServiceBusException e) {
            if (e.getReason() == ServiceBusFailureReason.MESSAGING_ENTITY_NOT_FOUND) {
                throw DeadLetterException.unknown(entity, e);
            }
            throw refused(entity, e);
        } catch (DeadLetterException e) {
            throw e;
        } catch (RuntimeException e) {
            // Besides its own exceptions the client throws those of its streams, such as when nobody answers.
            throw refused(entity, e);
        }
    }

    private static DeadLetterException refused(BusEntity entity, RuntimeException cause) {
        return DeadLetterException.refused(
                "the bus refuses '" + entity.name() + "', or does not answer: " + Redaction.describe(cause), cause);
    }

    private static List<ServiceBusReceivedMessage> peek(ServiceBusReceiverClient receiver, long from, int most) {
        List<ServiceBusReceivedMessage> messages = new ArrayList<>();
        long next = from;
        while (messages.size() < most) {
            List<ServiceBusReceivedMessage> page =
                    receiver.peekMessages(Math.min(PAGE, most - messages.size()), next).stream()
                            .toList();
            if (page.isEmpty()) {
                break;
            }
            messages.addAll(page);
            next = page.getLast().getSequenceNumber() + 1;
        }
        return messages;
    }

    /** Sends these again, in that person's name; returns the numbers of those that were there. */
    public Set<Long> replay(BusEntity entity, Set<Long> numbers, String person) {
        return asking(entity, () -> {
            ServiceBusClientBuilder builder = bus.get();
            try (ServiceBusSenderClient sender = EntityClients.sendAgain(builder, entity)) {
                return take(builder, entity, numbers, message -> {
                    note(DeadLetterNote.Action.REPLAYED, entity, message, person);
                    sender.sendMessage(ReceivedLetters.again(entity, message));
                });
            }
        });
    }

    /** Takes these out for good, in that person's name; returns the numbers of those that were there. */
    public Set<Long> discard(BusEntity entity, Set<Long> numbers, String person) {
        return asking(
                entity,
                () -> take(
                        bus.get(),
                        entity,
                        numbers,
                        message -> note(DeadLetterNote.Action.DISCARDED, entity, message, person)));
    }

    private Set<Long> take(
            ServiceBusClientBuilder builder,
            BusEntity entity,
            Set<Long> numbers,
            Consumer<ServiceBusReceivedMessage> action) {
        long end = System.nanoTime() + longest.toNanos();
        Set<Long> done = new HashSet<>();
        Set<Long> passed = new HashSet<>();
        List<ServiceBusReceivedMessage> others = new ArrayList<>();
        try (ServiceBusReceiverClient receiver = EntityClients.deadLetters(builder, entity)) {
            // Receiving does not say that there is no such entity, or only in words for programmers; and nobody else
            // has
            // to wait for letters that are gone already.
            Set<Long> wanted = present(receiver, numbers);
            boolean more = true;
            while (more && !wanted.isEmpty() && System.nanoTime() - end < 0) {
                List<ServiceBusReceivedMessage> received =
                        receiver.receiveMessages(1, PATIENCE).stream().toList();
                more = !received.isEmpty();
                for (ServiceBusReceivedMessage message : received) {
                    if (wanted.remove(message.getSequenceNumber())) {
                        action.accept(message);
                        receiver.complete(message);
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

    private static Set<Long> present(ServiceBusReceiverClient receiver, Set<Long> numbers) {
        Set<Long> present = new HashSet<>();
        long next = numbers.isEmpty() ? 0 : Collections.min(numbers);
        long last = numbers.isEmpty() ? 0 : Collections.max(numbers);
        do {
            List<ServiceBusReceivedMessage> page = peek(receiver, next, PAGE);
            if (page.isEmpty()) {
                break;
            }
            page.forEach(message -> present.add(message.getSequenceNumber()));
            next = page.getLast().getSequenceNumber() + 1;
        } while (next <= last);
        present.retainAll(numbers);
        return present;
    }

    private static void giveBack(ServiceBusReceiverClient receiver, ServiceBusReceivedMessage message) {
        try {
            receiver.abandon(message);
        } catch (RuntimeException e) {
            // Its lock ends by itself.
            return;
        }
    }

    private void note(
            DeadLetterNote.Action action, BusEntity entity, ServiceBusReceivedMessage message, String person) {
        try {
            notes.write(new DeadLetterNote(action, person, clock.instant(), ReceivedLetters.read(entity, message)));
        } catch (StoreException e) {
            throw DeadLetterException.refused(
                    "it cannot be noted who does it, so it is not done: " + Redaction.describe(e), e);
        }
    }
}
