package io.dropbatch.bus;

import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventProperties;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.ScheduledCommand;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Publishes events and commands in order and waits for the bus to acknowledge them. Consecutive ones for a topic go
 * together. The message id is the event's own id, so that the bus drops what is sent again. Safe for use by several
 * threads.
 */
public final class MessageSender {

    /** Passes messages to an output binding and returns when the bus has all; throws when it may lack one. */
    @FunctionalInterface
    public interface Outlet {
        void send(String binding, List<Message<byte[]>> messages);
    }

    static final String WORK = "work-out";

    private final Outlet outlet;
    private final String source;
    private final Clock clock;
    private final CommandCodec<?> codec;
    private final HandlingTraces traces;
    private final MeterRegistry meters;
    private final Map<EventType, Counter> announced = new ConcurrentHashMap<>();

    /** @param codec of the service's own commands */
    public MessageSender(
            Outlet outlet,
            String source,
            Clock clock,
            CommandCodec<?> codec,
            HandlingTraces traces,
            MeterRegistry meters) {
        this.outlet = outlet;
        this.source = source;
        this.clock = clock;
        this.codec = codec;
        this.traces = traces;
        this.meters = meters;
    }

    /** Sends all events, then all commands. */
    public void send(HandlerResult result) {
        send(result, null);
    }

    void send(HandlerResult result, @Nullable String cause) {
        Instant began = clock.instant();
        List<Message<byte[]>> together = new ArrayList<>();
        String binding = "";
        for (DomainEvent event : result.announcements()) {
            if (!bindingOf(event).equals(binding)) {
                send(binding, together);
                together.clear();
            }
            binding = bindingOf(event);
            together.add(message(event, cause));
        }
        send(binding, together);
        send(
                WORK,
                result.commands().stream()
                        .map(command -> message(encoded(codec, command)))
                        .toList());
        traces.announced(result.announcements(), began);
        result.announcements().forEach(this::count);
    }

    private void count(DomainEvent event) {
        announced.computeIfAbsent(event.type(), this::counter).increment();
    }

    private Counter counter(EventType type) {
        return Counter.builder("dropbatch.events.announced")
                .description("Events that the bus has taken")
                .tag("type", type.shortName())
                .register(meters);
    }

    private void send(String binding, List<Message<byte[]>> messages) {
        if (!messages.isEmpty()) {
            outlet.send(binding, List.copyOf(messages));
        }
    }

    static String bindingOf(DomainEvent event) {
        return event.type().topic().name().toLowerCase(Locale.ROOT) + "-out";
    }

    private Message<byte[]> message(DomainEvent event, @Nullable String cause) {
        byte[] body = EventCodec.write(event, source, clock.instant(), cause);
        MessageBuilder<byte[]> message = MessageBuilder.withPayload(body)
                .setHeader("contentType", EventCodec.CONTENT_TYPE)
                .setHeader(BusHeaders.MESSAGE_ID, event.id().value())
                .setHeader(BusHeaders.SUBJECT, event.type().value())
                .setHeader(BusHeaders.CORRELATION_ID, event.submission().value());
        EventProperties.of(event).forEach(message::setHeader);
        return message.build();
    }

    private static <C extends ScheduledCommand> CommandMessage encoded(
            CommandCodec<C> codec, ScheduledCommand command) {
        return codec.write(codec.type().cast(command));
    }

    private Message<byte[]> message(CommandMessage command) {
        MessageBuilder<byte[]> message = MessageBuilder.withPayload(ModelJson.write(command))
                .setHeader("contentType", "application/json")
                .setHeader(BusHeaders.MESSAGE_ID, command.kind() + ":" + command.key())
                .setHeader(BusHeaders.SUBJECT, command.kind());
        if (command.notBefore() != null && command.notBefore().isAfter(clock.instant())) {
            message.setHeader(
                    BusHeaders.SCHEDULED_ENQUEUE_TIME, command.notBefore().atOffset(ZoneOffset.UTC));
        }
        return message.build();
    }
}
