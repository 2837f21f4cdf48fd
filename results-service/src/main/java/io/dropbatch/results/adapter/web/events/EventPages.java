package io.dropbatch.results.adapter.web.events;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.results.adapter.web.RefusedRequest;
import io.dropbatch.results.app.history.ReadHistory;
import io.dropbatch.results.app.history.ReadHistory.HistoryPage;
import io.dropbatch.results.domain.history.KeptEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the announcements that are kept: a page of them, or a stream that goes on. */
@RestController
@RequestMapping("/events")
public final class EventPages {

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final ReadHistory history;
    private final EventStreams streams;
    private final boolean enabled;
    private final Clock clock;

    /** @param enabled whether announcements are kept */
    public EventPages(ReadHistory history, EventStreams streams, boolean enabled, Clock clock) {
        this.history = history;
        this.streams = streams;
        this.enabled = enabled;
        this.clock = clock;
    }

    /** The oldest first, as JSON or, if that is asked for, as server-sent events whose ids are cursors. */
    @GetMapping
    ResponseEntity<?> events(
            EventQuery query,
            @RequestHeader(name = "Accept", defaultValue = MediaType.APPLICATION_JSON_VALUE) String wanted,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastSeen) {
        if (!enabled) {
            throw RefusedRequest.conflict(
                    "Announcements are not kept here: the setting dropbatch.results.keep-events is 0.");
        }
        if (wanted.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            return EventStreams.answer(streams.open(query.begin(clock.instant(), lastSeen), query.filter()));
        }
        HistoryPage page = history.read(query.filter(), query.begin(clock.instant(), null), query.most());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(json(page));
    }

    /** Events stand in it as they were announced. */
    private static byte[] json(HistoryPage page) {
        String events = page.events().stream().map(KeptEvent::body).collect(Collectors.joining(",", "[", "]"));
        String cursor = new String(ModelJson.write(page.next().text()), StandardCharsets.UTF_8);
        return "{\"events\":%s,\"cursor\":%s,\"more\":%s}"
                .formatted(events, cursor, page.more())
                .getBytes(StandardCharsets.UTF_8);
    }
}
