package io.dropbatch.localazure.servicebus.protocol;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a link's address says without the host: Python's client writes whole addresses, amqps://host/queue. */
final class EntityPath {
    private static final Pattern HOST = Pattern.compile("^[a-zA-Z]+://[^/]*/");

    private EntityPath() {}

    static String of(@Nullable String address) {
        return HOST.matcher(Objects.requireNonNullElse(address, "")).replaceFirst("");
    }
}
