package io.dropbatch.scheduler.adapter.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Addresses of containers and blobs. */
final class BlobLocation {

    private BlobLocation() {}

    /** @param account the blob service's address */
    static String container(String account, String container) {
        return (account.endsWith("/") ? account : account + "/") + container;
    }

    /** Percent-encodes every part between slashes, so that any blob name gives a valid address. */
    static String path(String blob) {
        return Arrays.stream(blob.split("/", -1)).map(BlobLocation::encode).collect(Collectors.joining("/"));
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
