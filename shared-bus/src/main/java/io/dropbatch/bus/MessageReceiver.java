package io.dropbatch.bus;

import io.dropbatch.bus.HandlerMeters.Outcome;
import io.dropbatch.bus.trace.HandlingTraces;
import io.dropbatch.codec.EventCodec;
import io.dropbatch.codec.EventEnvelope;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.UnknownTypeException;
import io.dropbatch.codec.UnreadableException;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.text.Redaction;
import io.dropbatch.model.trace.TraceStep;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.messaging.Message;

/**
 * Receives messages: handles each one, sends its handler result, then settles it. If the process dies between two of
 * these, the message comes again and every step is repeated, which the steps allow for. This is the one place that
 * decides between completing a message, trying again and dead-lettering.
 */
public final class MessageReceiver {

    private static final Logger LOG = LoggerFactory.getLogger(MessageReceiver.class);

    private final MessageSender sender;
    private final CrashPoints crashPoints;
    private final HandlerRetry retry;
    private final MeterRegistry meters;
    private final HandlingTraces traces;
    private final Clock clock;

    public MessageReceiver(
            MessageSender sender,
            CrashPoints crashPoints,
            HandlerRetry retry,
            MeterRegistry meters,
            HandlingTraces traces,
            Clock clock) {
        this.sender = sender;
        this.crashPoints = crashPoints;
        this.retry = retry;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * A function for a binding of a topic's subscription.
     *
     * @param handler names the function in metrics and crash points
     */
    public Consumer<Message<?>> announcements(String handler, EventRoutes routes) {
        return consumer(handler, body -> {
            DomainEvent announcement = event(body).data();
            return new ReadMessage(
                    "." + announcement.type().shortName(),
                    TraceStep.handling(announcement),
                    () -> routes.handle(announcement));
        });
    }

    /**
     * A function for a binding of subscriptions whose announcements are passed on, each with its body as it is. They are no
     * step of a drop's work, so they leave no trace.
     */
    public Consumer<Message<?>> copies(String handler, BiFunction<EventEnvelope, byte[], HandlerResult> useCase) {
        return consumer(handler, body -> {
            EventEnvelope announcement = event(body);
            return new ReadMessage(
                    "." + announcement.data().type().shortName(), null, () -> useCase.apply(announcement, body));
        });
    }

    /** A function for a binding of the service's own queue. */
    public <C extends ScheduledCommand> Consumer<Message<?>> commands(
            String handler, CommandCodec<C> codec, Function<C, HandlerResult> useCases) {
        return consumer(handler, body -> {
            CommandMessage message = ModelJson.read(body, CommandMessage.class);
            C command = codec.read(message);
            return new ReadMessage(
                    "." + message.kind(), codec.stepOf(command).orElse(null), () -> useCases.apply(command));
        });
    }

    /** A function for a binding of a queue that Event Grid delivers storage events to. */
    public Consumer<Message<?>> storageEvents(String handler, Function<BlobCreated, HandlerResult> useCase) {
        return consumer(handler, body -> {
            List<BlobCreated> blobs = StorageEvents.read(body);
            return new ReadMessage(
                    "", null, () -> blobs.stream().map(useCase).reduce(HandlerResult.none(), HandlerResult::and));
        });
    }

    /**
     * A message before it is handled.
     *
     * @param what of the handler's messages it is, for the names of crash points
     * @param step of a drop's trace; absent when the message does not name the drop
     */
    private record ReadMessage(String what, @Nullable TraceStep step, Supplier<HandlerResult> handling) {}

    private static EventEnvelope event(byte[] body) {
        try {
            return EventCodec.read(body);
        } catch (UnknownTypeException e) {
            throw new UnprocessableException("UnknownType", String.valueOf(e.getMessage()));
        }
    }

    private Consumer<Message<?>> consumer(String handler, Function<byte[], ReadMessage> reader) {
        HandlerMeters measured = new HandlerMeters(meters, handler, clock);
        return message -> {
            long start = System.nanoTime();
            BusDelivery delivery = BusDelivery.of(message);
            measured.delivered(delivery);
            Outcome outcome = process(handler, delivery, reader, measured::triedAgain);
            measured.settled(delivery, outcome, Duration.ofNanos(System.nanoTime() - start));
        };
    }

    private Outcome process(
            String handler, BusDelivery delivery, Function<byte[], ReadMessage> reader, Runnable triedAgain) {
        try {
            tryUntilExhausted(handler, delivery, reader, triedAgain);
            delivery.complete();
            return Outcome.COMPLETED;
        } catch (UnprocessableException e) {
            LOG.atWarn()
                    .addKeyValue("handler", handler)
                    .addKeyValue("messageId", delivery.id())
                    .addKeyValue("reason", e.reason())
                    .addKeyValue("explanation", e.description())
                    .log("dead-lettered a message");
            delivery.deadLetter(e.reason(), e.description());
            return Outcome.DEAD_LETTERED;
        } catch (UnreadableException e) {
            LOG.atWarn()
                    .addKeyValue("handler", handler)
                    .addKeyValue("messageId", delivery.id())
                    .addKeyValue("reason", "Unreadable")
                    .addKeyValue("explanation", e.getMessage())
                    .log("dead-lettered a message");
            delivery.deadLetter("Unreadable", String.valueOf(e.getMessage()));
            return Outcome.DEAD_LETTERED;
        } catch (RuntimeException e) {
            return giveBack(handler, delivery, e);
        }
    }

    private Outcome giveBack(String handler, BusDelivery delivery, RuntimeException e) {
        if (delivery.attempt() >= retry.deliveries()) {
            LOG.atError()
                    .addKeyValue("handler", handler)
                    .addKeyValue("messageId", delivery.id())
                    .addKeyValue("attempt", delivery.attempt())
                    .setCause(e)
                    .log("dead-lettered a message after its last delivery");
            delivery.deadLetter(
                    "HandlerFailed",
                    "failed on each of " + delivery.attempt() + " deliveries, at last with: " + Redaction.describe(e));
            return Outcome.DEAD_LETTERED;
        }
        LOG.atWarn()
                .addKeyValue("handler", handler)
                .addKeyValue("messageId", delivery.id())
                .addKeyValue("attempt", delivery.attempt())
                .addKeyValue("cause", Redaction.describe(e))
                .log("gave a message back");
        delivery.abandon();
        return Outcome.ABANDONED;
    }

    private void tryUntilExhausted(
            String handler, BusDelivery delivery, Function<byte[], ReadMessage> reader, Runnable triedAgain) {
        for (int failures = 1; failures <= retry.tries(); failures++) {
            try {
                readAndHandle(handler, delivery, reader);
                return;
            } catch (UnprocessableException | UnreadableException hopeless) {
                throw hopeless;
            } catch (RuntimeException e) {
                Duration pause = retry.backoff().after(failures);
                LOG.atWarn()
                        .addKeyValue("handler", handler)
                        .addKeyValue("messageId", delivery.id())
                        .addKeyValue("pauseMs", pause.toMillis())
                        .addKeyValue("cause", Redaction.describe(e))
                        .log("trying a message again");
                sleep(pause, e);
                triedAgain.run();
            }
        }
        readAndHandle(handler, delivery, reader);
    }

    private void readAndHandle(String handler, BusDelivery delivery, Function<byte[], ReadMessage> reader) {
        ReadMessage message = reader.apply(delivery.body());
        if (message.step() == null) {
            handleAndAnnounce(handler, delivery, message);
            return;
        }
        traces.within(message.step(), () -> {
            handleAndAnnounce(handler, delivery, message);
            return message;
        });
    }

    private void handleAndAnnounce(String handler, BusDelivery delivery, ReadMessage message) {
        HandlerResult reaction = message.handling().get();
        crashPoints.reached(handler + message.what() + ".handled");
        sender.send(reaction, delivery.id());
        crashPoints.reached(handler + message.what() + ".announced");
    }

    private static void sleep(Duration pause, RuntimeException cause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }
}
