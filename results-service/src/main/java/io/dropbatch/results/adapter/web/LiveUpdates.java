package io.dropbatch.results.adapter.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells pages what has changed, by server-sent events: all of it at first, then what is new. A page that reads slowly
 * misses steps in between, never the last one. A connection is ended after some minutes and made again by the browser,
 * so that whoever may see no more is turned away.
 */
public final class LiveUpdates implements ApplicationListener<ContextClosedEvent> {

    private static final int MOST = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long NO_LIMIT_OF_THE_SERVER = 0;
    private static final MediaType JSON = new MediaType("application", "json", StandardCharsets.UTF_8);

    private final Duration interval;
    private final Map<String, LiveTopic> topics = new ConcurrentHashMap<>();
    private final Set<Thread> pages = ConcurrentHashMap.newKeySet();

    /** @param interval how often it is asked whether something has changed */
    public LiveUpdates(Duration interval) {
        this.interval = interval;
    }

    /**
     * @param topic what the page is about; pages of one topic share the questions
     * @param question asked again and again, as long as the page is open
     */
    SseEmitter open(String topic, Supplier<LiveView> question) {
        if (pages.size() >= MOST) {
            throw RefusedRequest.busy("More than " + MOST + " pages are open. Close some, or ask without a stream.");
        }
        SseEmitter emitter = new SseEmitter(NO_LIMIT_OF_THE_SERVER);
        Thread page = Thread.ofVirtual().name("live-page").unstarted(() -> serve(emitter, topic, question));
        pages.add(page);
        page.start();
        return emitter;
    }

    private void serve(SseEmitter emitter, String name, Supplier<LiveView> question) {
        LiveTopic topic = join(name, question);
        try {
            tell(emitter, topic);
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            emitter.completeWithError(gone);
        } catch (InterruptedException stopping) {
            emitter.complete();
        } finally {
            topics.computeIfPresent(name, (same, joined) -> joined.leave() ? joined : null);
            pages.remove(Thread.currentThread());
        }
    }

    /** A topic that everybody has left is not joined again: it is made anew. */
    private LiveTopic join(String name, Supplier<LiveView> question) {
        return topics.compute(name, (same, known) -> {
            LiveTopic topic = known == null ? new LiveTopic(question, interval) : known;
            topic.join();
            return topic;
        });
    }

    private static void tell(SseEmitter emitter, LiveTopic topic) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        LiveView told = LiveView.NOTHING;
        long number = 0;
        while (System.nanoTime() - end < 0) {
            LiveTopic.Edition edition = topic.newerThan(number, HEARTBEAT);
            if (edition == null) {
                emitter.send(SseEmitter.event().name("beat").data("still here"));
                continue;
            }
            if (edition.troubled()) {
                emitter.send(SseEmitter.event().name("late").data("storage does not answer"));
            } else {
                emitter.send(SseEmitter.event().name("view").data(edition.view().since(told), JSON));
                told = edition.view();
            }
            number = edition.number();
        }
    }

    /** Before the server waits for requests that are under way. */
    @Override
    public void onApplicationEvent(ContextClosedEvent closing) {
        pages.forEach(Thread::interrupt);
    }
}
