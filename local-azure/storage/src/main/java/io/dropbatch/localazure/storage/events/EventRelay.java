package io.dropbatch.localazure.storage.events;

import static java.util.concurrent.CompletableFuture.allOf;
import static java.util.concurrent.CompletableFuture.delayedExecutor;

import io.dropbatch.localazure.storage.BlobApi;
import io.dropbatch.localazure.storage.BlobEventSink;
import io.dropbatch.localazure.storage.EventRoute;
import io.dropbatch.localazure.storage.StorageTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns acknowledged changes into messages and delivers them to the bus.
 *
 * <p>A message that the bus refuses is kept on disk and tried again with a growing pause; the rest is sent at the next
 * start.
 */
public final class EventRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventRelay.class);
    private static final int MOST_PENDING = 10_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LOOKUP_LIMIT = Duration.ofSeconds(5);
    private static final Duration LAST_CHANCE = Duration.ofSeconds(2);

    private final List<EventRoute> routes;
    private final BlobEventSink sink;
    private final BlobLookup lookup;
    private final EventWriter writer;
    private final EventSpool spool;
    private final EventSequencer sequencer;
    private final EventFaults faults = new EventFaults();
    private final Set<Delivery> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    public EventRelay(StorageTopology topology, BlobEventSink sink, BlobLookup lookup, Path folder) {
        this.routes = topology.events();
        this.sink = sink;
        this.lookup = lookup;
        this.writer = new EventWriter(topology.account());
        this.spool = new EventSpool(folder.resolve("undelivered"));
        this.sequencer = new EventSequencer(folder.resolve("sequencer"));
        spool.kept().forEach(this::resend);
    }

    public EventFaults faults() {
        return faults;
    }

    /** Whether any route matches. */
    public boolean isRouted(BlobApi api, String container, String blob) {
        return routes.stream().anyMatch(route -> route.takes(api, container, blob));
    }

    /** Completes when the event is on the bus or stored on disk; never fails. */
    public CompletableFuture<?> announce(BlobChange change) {
        String number = sequencer.next();
        if (!change.isPartial()) {
            return announce(change, number);
        }
        return lookup.find(change.container(), change.blob())
                .completeOnTimeout(Optional.empty(), LOOKUP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> Optional.empty())
                .thenCompose(facts -> announce(facts.map(change::completedBy).orElse(change), number));
    }

    private CompletableFuture<?> announce(BlobChange change, String number) {
        return allOf(routes.stream()
                .filter(route -> route.takes(change.api(), change.container(), change.blob()))
                .map(route -> faults.pass(writer.write(route, change, number), this::send))
                .toArray(CompletableFuture[]::new));
    }

    private void resend(BlobEvent event) {
        Delivery delivery = new Delivery(event);
        delivery.kept = true;
        pending.add(delivery);
        delivery.attempt(FIRST_PAUSE);
    }

    private CompletableFuture<?> send(BlobEvent event) {
        Delivery delivery = new Delivery(event);
        if (pending.size() >= MOST_PENDING) {
            LOG.atWarn()
                    .addKeyValue("eventId", event.id())
                    .log("the bus takes no storage events; one is kept on disk until the next start");
            delivery.keep();
            return delivery.safe;
        }
        pending.add(delivery);
        delivery.attempt(FIRST_PAUSE);
        return delivery.safe;
    }

    /** Waits a moment for messages being sent, then keeps the rest for the next start. */
    @Override
    public void close() {
        closing = true;
        allOf(pending.stream().map(delivery -> delivery.safe).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LAST_CHANCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        pending.forEach(Delivery::keep);
    }

    /** One message being sent. */
    private final class Delivery {

        private final BlobEvent event;
        private final CompletableFuture<@Nullable Void> safe = new CompletableFuture<>();
        private volatile boolean kept;

        Delivery(BlobEvent event) {
            this.event = event;
        }

        void attempt(Duration pause) {
            var unused = deliver().whenComplete((done, failure) -> {
                if (failure == null) {
                    delivered();
                    return;
                }
                keep();
                if (!closing) {
                    LOG.atWarn()
                            .addKeyValue("eventId", event.id())
                            .addKeyValue("pauseMs", pause.toMillis())
                            .addKeyValue("cause", failure)
                            .log("a storage event is not delivered yet and will be sent again");
                    delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS).execute(() -> attempt(longer(pause)));
                }
            });
        }

        private CompletableFuture<?> deliver() {
            try {
                return sink.deliver(event.queue(), event.id(), event.body(), event.contentType(), event.properties());
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void delivered() {
            pending.remove(this);
            if (kept) {
                spool.forget(event);
            }
            safe.complete(null);
        }

        private void keep() {
            try {
                spool.keep(event);
                kept = true;
            } catch (IOException e) {
                LOG.atError()
                        .addKeyValue("eventId", event.id())
                        .setCause(e)
                        .log("a storage event is neither delivered nor kept");
            }
            safe.complete(null);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
