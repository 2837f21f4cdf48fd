package io.dropbatch.localazure.batch.page;

import io.dropbatch.localazure.batch.protocol.endpoint.PageView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The style, the script and the icon of the pages, all of them from this server. */
final class PageAssets {

    private static final Map<String, String> TYPES = Map.of(
            "page.css", "text/css; charset=utf-8",
            "page.js", "text/javascript; charset=utf-8",
            "icon.svg", "image/svg+xml");

    private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

    Optional<PageView> get(String name) {
        String type = TYPES.get(name);
        return type == null
                ? Optional.empty()
                : Optional.of(new PageView(
                        200, Map.of("Content-Type", type), loaded.computeIfAbsent(name, PageAssets::load)));
    }

    private static byte[] load(String name) {
        try (InputStream in = Objects.requireNonNull(PageAssets.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
