package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.codec.document.DurationText;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.results.app.BrowseResults;
import io.dropbatch.results.app.find.DescribeDrop;
import io.dropbatch.results.app.find.FindDrops;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropFilter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Serves lists, statuses, lives and results of submissions as JSON. */
@RestController
@RequestMapping("/submissions")
public final class SubmissionPages {

    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 200;

    private final BrowseResults browse;
    private final FindDrops find;
    private final DescribeDrop describe;
    private final Clock clock;

    public SubmissionPages(BrowseResults browse, FindDrops find, DescribeDrop describe, Clock clock) {
        this.browse = browse;
        this.find = find;
        this.describe = describe;
        this.clock = clock;
    }

    /**
     * The newest submissions first. If there are more, the header {@code Link} has the address of the next page.
     *
     * @param state names of groups of states, with commas between them
     * @param since a time, or a duration before now
     */
    @GetMapping
    ResponseEntity<byte[]> list(
            @RequestParam(name = "limit", defaultValue = "50") int limit,
            @RequestParam(name = "workload", required = false) @Nullable String workload,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "text", required = false) @Nullable String text,
            @RequestParam(name = "after", required = false) @Nullable String after) {
        if (limit < 1 || limit > MOST) {
            throw RefusedRequest.because("limit: 1 to " + MOST);
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            throw RefusedRequest.because("text: at most " + LONGEST_TEXT + " characters");
        }
        if (after != null && !DropAccountStore.isPlace(after)) {
            throw RefusedRequest.because("after: take the address in the header Link of the page before");
        }
        DropFilter filter = new DropFilter(known(workload), states(state), time(since), text);
        FindDrops.DropPage page = find.find(filter, after, limit);
        return page.next() == null
                ? json(page.drops())
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noStore())
                        .header(HttpHeaders.LINK, nextPage(limit, workload, state, since, text, page.next()))
                        .body(ModelJson.write(page.drops()));
    }

    private static String nextPage(
            int limit,
            @Nullable String workload,
            @Nullable String state,
            @Nullable String since,
            @Nullable String text,
            String after) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("submissions").queryParam("limit", limit);
        PageLinks.add(address, "workload", workload);
        PageLinks.add(address, "state", state);
        PageLinks.add(address, "since", since);
        PageLinks.add(address, "text", text);
        PageLinks.add(address, "after", after);
        return PageLinks.next(address);
    }

    private static @Nullable String known(@Nullable String workload) {
        if (workload != null && !WorkloadName.isLegal(workload)) {
            throw RefusedRequest.because("workload: the name of a workload");
        }
        return workload;
    }

    private static Set<DropFilter.StateGroup> states(@Nullable String names) {
        try {
            return names == null || names.isBlank()
                    ? Set.of()
                    : Stream.of(names.split(","))
                            .map(name ->
                                    DropFilter.StateGroup.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                            .collect(Collectors.toSet());
        } catch (IllegalArgumentException e) {
            String known = Stream.of(DropFilter.StateGroup.values())
                    .map(group -> group.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw RefusedRequest.because("state: some of " + known + ", with commas between them");
        }
    }

    private @Nullable Instant time(@Nullable String since) {
        if (since == null || since.isBlank()) {
            return null;
        }
        try {
            return DurationText.parse(since)
                    .map(span -> clock.instant().minus(span))
                    .orElseGet(() -> Instant.parse(since.strip().toUpperCase(Locale.ROOT)));
        } catch (DateTimeException | ArithmeticException e) {
            throw RefusedRequest.because("since: a time such as 2026-11-29T08:00:00Z, or a span such as 90m or 7d");
        }
    }

    /** The same as {@code _status.json} beside the trigger. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> status(@PathVariable("id") String id) {
        return browse.status(AddressedIds.submission(id))
                .map(SubmissionPages::json)
                .orElseThrow(AddressedIds::unknown);
    }

    /** The states that it came into, and how its levels went. */
    @GetMapping("/{id}/life")
    ResponseEntity<byte[]> life(@PathVariable("id") String id) {
        return describe.describe(AddressedIds.submission(id))
                .map(SubmissionPages::json)
                .orElseThrow(AddressedIds::unknown);
    }

    /** The first outputs of the result. */
    @GetMapping("/{id}/results")
    ResponseEntity<byte[]> results(
            @PathVariable("id") String id, @RequestParam(name = "limit", defaultValue = "50") int limit) {
        SubmissionId submission = AddressedIds.submission(id);
        try (Stream<ManifestOutput> result = browse.result(submission)) {
            List<ManifestOutput> first =
                    result.limit(Math.clamp(limit, 1, MOST)).toList();
            return json(first);
        }
    }

    private static ResponseEntity<byte[]> json(Object value) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(ModelJson.write(value));
    }
}
