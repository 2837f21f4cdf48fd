package io.dropbatch.results.app.publish;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.results.app.port.OutputPublisher;
import io.dropbatch.results.app.port.ResultsCommand;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes each {@code output.*} on by a command of its own, so that whoever does not take it holds nothing else up, and
 * nothing is lost meanwhile. A command that is kept from a receiver which fails counts as tried. After a day the command
 * becomes a dead letter.
 */
public final class PublishOutput {

    /** Together a day. */
    private static final int TRIES = 104;

    private final Backoff pauses = Backoff.doubling(Duration.ofSeconds(5), Duration.ofMinutes(15));
    private final @Nullable OutputPublisher publisher;
    private final Clock clock;
    private final ReceiverGate gate;

    /** @param publisher absent where announcements are on the bus only */
    public PublishOutput(Optional<OutputPublisher> publisher, Clock clock) {
        this.publisher = publisher.orElse(null);
        this.clock = clock;
        this.gate = new ReceiverGate(clock);
    }

    /** @param body the event as it was announced */
    public HandlerResult announced(DomainEvent event, String body) {
        return publisher == null || event.type().topic() != EventTopic.OUTPUTS
                ? HandlerResult.none()
                : HandlerResult.command(new ResultsCommand.PublishOutcome(event.id(), body, 0, null));
    }

    /** Nothing is passed on any more where that was switched off meanwhile. */
    public HandlerResult publish(ResultsCommand.PublishOutcome command) {
        if (publisher == null) {
            return HandlerResult.none();
        }
        return gate.letsThrough() && isTaken(publisher, command.event()) ? HandlerResult.none() : later(command);
    }

    private boolean isTaken(OutputPublisher receiver, String event) {
        boolean taken = receiver.publish(event);
        if (taken) {
            gate.wentWell();
        } else {
            gate.failed();
        }
        return taken;
    }

    private HandlerResult later(ResultsCommand.PublishOutcome command) {
        int tries = command.tries() + 1;
        if (tries >= TRIES) {
            throw new IllegalStateException("nobody took the event for a day; the log says why");
        }
        Instant next = clock.instant().plus(pauses.after(tries));
        return HandlerResult.command(new ResultsCommand.PublishOutcome(command.id(), command.event(), tries, next));
    }
}
