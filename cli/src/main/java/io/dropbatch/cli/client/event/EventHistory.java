package io.dropbatch.cli.client.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.cli.client.find.ResultsApi;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.ExactJson;
import io.dropbatch.codec.UnreadableException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the announcements that results-service keeps, page by page, each once. */
final class EventHistory {

    private static final int PAGE = 200;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Copies of one announcement lie close together. */
    private static final int REMEMBERED = 20_000;

    private final ResultsApi api;
    private final String filter;
    private final Set<String> ids = new LinkedHashSet<>();

    /** What is wanted of them, as people write it; null for all. */
    record HistoryChoice(
            @Nullable String since,
            @Nullable String types,
            @Nullable String workload) {

        boolean isGiven() {
            return since != null || types != null || workload != null;
        }

        private String query() {
            List<String> query = new ArrayList<>(List.of("events?limit=" + PAGE));
            add(query, "since", since);
            add(query, "type", types);
            add(query, "workload", workload);
            return String.join("&", query);
        }
    }

    /** What takes announcements. */
    @FunctionalInterface
    interface PageReader {
        /** @return whether it wants more */
        boolean read(List<byte[]> events);
    }

    EventHistory(ResultsApi api, HistoryChoice choice) {
        this.api = api;
        this.filter = choice.query();
    }

    /** @param follow whether it waits for what is announced from now on */
    void read(boolean follow, PageReader reader) {
        List<String> place = new ArrayList<>();
        while (true) {
            JsonNode page = page(place);
            if (!reader.read(fresh(page.path("events")))) {
                return;
            }
            place.clear();
            add(place, "cursor", page.path("cursor").asText());
            if (page.path("more").asBoolean()) {
                continue;
            }
            if (!follow) {
                return;
            }
            pause();
        }
    }

    private JsonNode page(List<String> place) {
        try {
            JsonNode page = ExactJson.tree(api.bytes(filter + (place.isEmpty() ? "" : "&" + place.getFirst())));
            if (page.path("events").isArray() && page.path("cursor").isTextual()) {
                return page;
            }
        } catch (UnreadableException e) {
            // Said below.
        }
        throw new CliException("what answers at RESULTS_URL is not this version's results-service");
    }

    private List<byte[]> fresh(JsonNode events) {
        List<byte[]> fresh = new ArrayList<>();
        for (JsonNode event : events) {
            if (ids.add(event.path("id").asText())) {
                fresh.add(event.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        while (ids.size() > REMEMBERED) {
            ids.remove(ids.iterator().next());
        }
        return fresh;
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted", e);
        }
    }
}
