package io.dropbatch.results.adapter.web;

import io.dropbatch.codec.document.DurationText;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.results.app.port.DropAccountStore;
import io.dropbatch.results.domain.status.DropFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What an address asks of the list of drops.
 *
 * @param limit how many the page may hold; the usual number if left out
 * @param state names of groups of states, with commas between them
 * @param since a time, or a duration before now
 * @param failure the code of a failure
 * @param after where the page before left off
 */
record DropQuery(
        @Nullable Integer limit,
        @Nullable String workload,
        @Nullable String state,
        @Nullable String since,
        @Nullable String text,
        @Nullable String failure,
        @Nullable String after) {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 200;

    DropQuery {
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw RefusedRequest.because("limit: 1 to " + MOST);
        }
        if (text != null && text.length() > LONGEST_TEXT) {
            throw RefusedRequest.because("text: at most " + LONGEST_TEXT + " characters");
        }
        if (after != null && !DropAccountStore.isPlace(after)) {
            throw RefusedRequest.because("after: take the address in the header Link of the page before");
        }
    }

    /** How many the page may hold. */
    int most() {
        return Objects.requireNonNullElse(limit, USUAL);
    }

    /** Which drops are meant. */
    DropFilter filter(Instant now) {
        return new DropFilter(knownWorkload(), states(), time(now), text, code());
    }

    /** The address of the next page, which begins behind the place, as the header {@code Link} carries it. */
    String next(String place) {
        UriComponentsBuilder address =
                UriComponentsBuilder.fromPath("submissions").queryParam("limit", most());
        PageLinks.add(address, "workload", workload);
        PageLinks.add(address, "state", state);
        PageLinks.add(address, "since", since);
        PageLinks.add(address, "text", text);
        PageLinks.add(address, "failure", failure);
        PageLinks.add(address, "after", place);
        return PageLinks.next(address);
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

    private Set<DropFilter.StateGroup> states() {
        try {
            return state == null || state.isBlank()
                    ? Set.of()
                    : Stream.of(state.split(","))
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

    private @Nullable Instant time(Instant now) {
        if (since == null || since.isBlank()) {
            return null;
        }
        try {
            return DurationText.parse(since)
                    .map(now::minus)
                    .orElseGet(() -> Instant.parse(since.strip().toUpperCase(Locale.ROOT)));
        } catch (DateTimeException | ArithmeticException e) {
            throw RefusedRequest.because("since: a time such as 2026-11-29T08:00:00Z, or a span such as 90m or 7d");
        }
    }

    private @Nullable FailureCode code() {
        return AddressedIds.failureCode(failure);
    }
}
