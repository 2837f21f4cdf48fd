package io.dropbatch.results.adapter.web.events;

import io.dropbatch.codec.document.DurationText;
import io.dropbatch.model.event.EventType;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.results.adapter.web.RefusedRequest;
import io.dropbatch.results.domain.history.HistoryFilter;
import io.dropbatch.results.domain.history.HistoryPlace;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an address asks of the announcements that are kept.
 *
 * @param limit how many the page may hold; the usual number if left out
 * @param since a time, or a duration before now
 * @param type names of types, with commas between them
 * @param cursor where the page before left off; it counts more than {@code since}
 */
record EventQuery(
        @Nullable Integer limit,
        @Nullable String since,
        @Nullable String type,
        @Nullable String workload,
        @Nullable String cursor) {

    private static final int USUAL = 100;
    private static final int MOST = 500;
    private static final String ALL_OF_A_THING = ".*";

    EventQuery {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw RefusedRequest.because("limit: 1 to " + MOST);
        }
    }

    /** How many the page may hold. */
    int most() {
        return Objects.requireNonNullElse(limit, USUAL);
    }

    HistoryFilter filter() {
        return new HistoryFilter(types(), knownWorkload());
    }

    /** @param lastSeen what a stream's reader had last, which counts most; absent at first */
    HistoryPlace begin(Instant now, @Nullable String lastSeen) {
        @Nullable String place = lastSeen == null || lastSeen.isBlank() ? cursor : lastSeen;
        if (place != null && !place.isBlank()) {
            return HistoryPlace.parse(place.strip())
                    .orElseThrow(() -> RefusedRequest.because("cursor: take it from the page before, as it is"));
        }
        return since == null || since.isBlank() ? HistoryPlace.at(Instant.EPOCH) : HistoryPlace.at(time(since, now));
    }

    private static Instant time(String since, Instant now) {
        try {
            return DurationText.parse(since)
                    .map(now::minus)
                    .orElseGet(() -> Instant.parse(since.strip().toUpperCase(Locale.ROOT)));
        } catch (DateTimeException | ArithmeticException e) {
            throw RefusedRequest.because("since: a time such as 2026-11-29T08:00:00Z, or a span such as 90m or 7d");
        }
    }

    private Set<EventType> types() {
        return type == null || type.isBlank()
                ? Set.of()
                : Stream.of(type.split(","))
                        .flatMap(name -> named(name.strip()))
                        .collect(Collectors.toSet());
    }

    /** {@code output.ready}, {@code output.*}, or as the event has it. */
    private static Stream<EventType> named(String name) {
        String plain = name.replaceFirst("^io\\.dropbatch\\.", "").replaceFirst("\\.v1$", "");
        List<EventType> known = Arrays.stream(EventType.values())
                .filter(each -> dotted(each).equals(plain)
                        || (plain.endsWith(ALL_OF_A_THING)
                                && dotted(each).startsWith(plain.substring(0, plain.length() - 1))))
                .toList();
        if (known.isEmpty()) {
            throw RefusedRequest.because("type: some of "
                    + Arrays.stream(EventType.values()).map(EventQuery::dotted).collect(Collectors.joining(", "))
                    + ", with commas between them, or all of a thing such as output.*");
        }
        return known.stream();
    }

    private static String dotted(EventType type) {
        return type.shortName().replace('-', '.');
    }

    private @Nullable String knownWorkload() {
        if (workload == null || workload.isBlank()) {
            return null;
        }
        if (!WorkloadName.isLegal(workload)) {
            throw RefusedRequest.because("workload: the name of a workload");
        }
        return workload;
    }
}
