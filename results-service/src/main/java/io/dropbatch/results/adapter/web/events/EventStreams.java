package io.dropbatch.results.adapter.web.events;

import io.dropbatch.results.adapter.web.RefusedRequest;
import io.dropbatch.results.app.history.ReadHistory;
import io.dropbatch.results.app.history.ReadHistory.HistoryPage;
import io.dropbatch.results.domain.RecentValues;
import io.dropbatch.results.domain.history.HistoryFilter;
import io.dropbatch.results.domain.history.HistoryPlace;
import io.dropbatch.results.domain.history.KeptEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Sends announcements on, as server-sent events. A connection is ended after some minutes, or when storage cannot be read;
 * its reader connects again and says what it had last.
 */
public final class EventStreams implements ApplicationListener<ContextClosedEvent> {

    private static final int MOST = 50;
    private static final int PAGE = 200;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long NO_LIMIT_OF_THE_SERVER = 0;
    private static final long RECONNECT_AFTER_MILLIS = 3000;
    private static final MediaType JSON = new MediaType("application", "json", StandardCharsets.UTF_8);

    private final ReadHistory history;
    private final Duration interval;
    private final Set<Thread> open = ConcurrentHashMap.newKeySet();

    /** @param interval how often each stream looks for new ones: one request to storage */
    public EventStreams(ReadHistory history, Duration interval) {
        this.history = history;
        this.interval = interval;
    }

    SseEmitter open(HistoryPlace from, HistoryFilter filter) {
        if (open.size() >= MOST) {
            throw RefusedRequest.busy("More than " + MOST + " streams are open. Close some, or ask without a stream.");
        }
        SseEmitter emitter = new SseEmitter(NO_LIMIT_OF_THE_SERVER);
        Thread stream = Thread.ofVirtual().name("event-stream").unstarted(() -> serve(emitter, from, filter));
        open.add(stream);
        stream.start();
        return emitter;
    }

    /** Ingresses based on nginx would otherwise keep events back until some kilobytes have come together. */
    static ResponseEntity<SseEmitter> answer(SseEmitter emitter) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    private void serve(SseEmitter emitter, HistoryPlace from, HistoryFilter filter) {
        try {
            emitter.send(place(from).reconnectTime(RECONNECT_AFTER_MILLIS).comment("announcements"));
            tell(emitter, from, filter);
            emitter.complete();
        } catch (InterruptedException stopping) {
            emitter.complete();
        } catch (IOException | RuntimeException gone) {
            // The reader has left, or storage does not answer: it comes again by itself.
            emitter.completeWithError(gone);
        } finally {
            open.remove(Thread.currentThread());
        }
    }

    private void tell(SseEmitter emitter, HistoryPlace from, HistoryFilter filter)
            throws IOException, InterruptedException {
        RecentValues<String, Boolean> sent = new RecentValues<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        long spoken = System.nanoTime();
        HistoryPlace place = from;
        while (System.nanoTime() - end < 0) {
            HistoryPage page = history.read(filter, place, PAGE);
            place = page.next();
            for (KeptEvent event : page.events()) {
                if (sent.find(event.id()).isEmpty()) {
                    emitter.send(SseEmitter.event().id(event.place().text()).data(event.body(), JSON));
                    sent.put(event.id(), true);
                    spoken = System.nanoTime();
                }
            }
            if (System.nanoTime() - spoken > HEARTBEAT.toNanos()) {
                emitter.send(place(place).comment("still here"));
                spoken = System.nanoTime();
            }
            if (!page.more()) {
                Thread.sleep(interval);
            }
        }
    }

    /**
     * Without data, so that no event is made of it; but the reader remembers the place, and begins there when it connects
     * again, also if nothing that it wants has come until then.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation">Event
     *     streams</a>
     */
    private static SseEmitter.SseEventBuilder place(HistoryPlace reached) {
        return SseEmitter.event().id(reached.text());
    }

    /** Before the server waits for requests that are under way. */
    @Override
    public void onApplicationEvent(ContextClosedEvent closing) {
        open.forEach(Thread::interrupt);
    }
}
