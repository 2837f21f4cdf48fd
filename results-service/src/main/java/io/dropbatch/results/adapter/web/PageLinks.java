package io.dropbatch.results.adapter.web;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The addresses of next pages, relative to the service's own, as the header {@code Link} carries them. */
final class PageLinks {

    private PageLinks() {}

    static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null) {
            address.queryParam(name, UriUtils.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** @param address whose values are encoded already */
    static String next(UriComponentsBuilder address) {
        return "</" + address.build(true).toUriString() + ">; rel=\"next\"";
    }
}
