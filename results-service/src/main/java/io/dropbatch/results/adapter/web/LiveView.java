package io.dropbatch.results.adapter.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows at one time.
 *
 * @param parts JSON by what it is about, in the order of the page
 * @param next the address of the next page; absent when there is none
 */
record LiveView(Map<String, String> parts, @Nullable String next) {

    static final LiveView NOTHING = new LiveView(Map.of(), null);

    LiveView {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /** What a page that shows {@code before} has to learn: the order of all parts, and those that are new or changed. */
    String since(LiveView before) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = ModelJson.mapper().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("order");
            for (String key : parts.keySet()) {
                json.writeString(key);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("changed");
            for (String part : changed(before)) {
                json.writeRawValue(part);
            }
            json.writeEndArray();
            if (next != null) {
                json.writeStringField("next", next);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private List<String> changed(LiveView before) {
        List<String> changed = new ArrayList<>();
        parts.forEach((key, part) -> {
            if (!Objects.equals(part, before.parts.get(key))) {
                changed.add(part);
            }
        });
        return changed;
    }
}
