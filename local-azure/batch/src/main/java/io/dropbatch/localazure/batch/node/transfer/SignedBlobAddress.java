package io.dropbatch.localazure.batch.node.transfer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Creates addresses of blobs in a container from the container's signed address. */
public record SignedBlobAddress(URI container) {

    private static final String UNRESERVED = "-._~/";

    public URI blob(String name) {
        return at("/" + encoded(name), container.getRawQuery());
    }

    /** The address that lists the container's blobs under a prefix. */
    URI list(String prefix, String marker) {
        String question =
                "restype=container&comp=list&prefix=" + encoded(prefix).replace("/", "%2F");
        String more = marker.isEmpty() ? "" : "&marker=" + encoded(marker).replace("/", "%2F");
        return at("", joined(container.getRawQuery(), question + more));
    }

    URI block(String name, String id) {
        return at("/" + encoded(name), joined(container.getRawQuery(), "comp=block&blockid=" + encoded(id)));
    }

    URI blockList(String name) {
        return at("/" + encoded(name), joined(container.getRawQuery(), "comp=blocklist"));
    }

    private URI at(String path, @Nullable String query) {
        String base = container.getScheme() + "://" + container.getRawAuthority();
        String folder = container.getRawPath().replaceAll("/+$", "");
        return URI.create(base + folder + path + (query == null || query.isEmpty() ? "" : "?" + query));
    }

    private static String joined(@Nullable String one, String other) {
        return one == null || one.isEmpty() ? other : one + "&" + other;
    }

    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)));
                encoded.append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
