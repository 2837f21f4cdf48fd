package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.view.DropEntry;
import io.dropbatch.results.app.BrowseResults;
import io.dropbatch.results.app.find.DescribeDrop;
import io.dropbatch.results.app.find.FindDrops;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams lists and lives of submissions, as they change. */
@RestController
@RequestMapping("/submissions")
public final class LivePages {

    private final LiveUpdates updates;
    private final BrowseResults browse;
    private final FindDrops find;
    private final DescribeDrop describe;
    private final Clock clock;

    public LivePages(LiveUpdates updates, BrowseResults browse, FindDrops find, DescribeDrop describe, Clock clock) {
        this.updates = updates;
        this.browse = browse;
        this.find = find;
        this.describe = describe;
        this.clock = clock;
    }

    /** A page of the list. */
    @GetMapping("/live")
    ResponseEntity<SseEmitter> list(DropQuery query) {
        query.filter(clock.instant());
        return stream(updates.open("list " + query, () -> list(query, clock)));
    }

    /** The life of a submission. */
    @GetMapping("/{id}/live")
    ResponseEntity<SseEmitter> life(@PathVariable("id") String id) {
        SubmissionId submission = AddressedIds.submission(id);
        if (browse.status(submission).isEmpty()) {
            throw AddressedIds.unknown();
        }
        return stream(updates.open(
                "life of " + submission,
                () -> describe.describeIfChanged(submission)
                        .map(life -> new LiveView(Map.of(submission.value(), json(life)), null))
                        .orElse(LiveView.NOTHING)));
    }

    /** A line of the list, with the name that people know it by. */
    record ShownDrop(
            String drop, DropTrigger trigger, @Nullable Instant acceptedAt, DropStatus status) {

        static ShownDrop of(DropEntry entry) {
            return new ShownDrop(entry.name(), entry.trigger(), entry.acceptedAt(), entry.status());
        }
    }

    private LiveView list(DropQuery query, Clock now) {
        Map<String, String> drops = new LinkedHashMap<>();
        FindDrops.DropPage page = find.find(query.filter(now.instant()), query.after(), query.most());
        for (DropEntry drop : page.drops()) {
            drops.put(drop.status().submission().value(), json(ShownDrop.of(drop)));
        }
        return new LiveView(drops, page.next());
    }

    private static String json(Object value) {
        return new String(ModelJson.write(value), StandardCharsets.UTF_8);
    }

    /** Ingresses based on nginx would otherwise keep events back until some kilobytes have come together. */
    private static ResponseEntity<SseEmitter> stream(SseEmitter emitter) {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }
}
