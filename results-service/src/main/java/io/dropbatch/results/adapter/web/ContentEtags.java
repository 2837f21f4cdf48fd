package io.dropbatch.results.adapter.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.core.io.Resource;

/**
 * ETags of the console's files by their content. All builds give them the same time, by which a browser would go on with
 * the files of an earlier version.
 */
public final class ContentEtags implements Function<Resource, String> {

    private static final int DIGITS = 32;

    private final Map<String, String> known = new ConcurrentHashMap<>();

    @Override
    public String apply(Resource file) {
        return known.computeIfAbsent(versionOf(file), version -> '"' + hash(file) + '"');
    }

    /** A file that is no part of a jar may be changed while the service runs. */
    private static String versionOf(Resource file) {
        try {
            return file.getDescription() + " of " + file.lastModified();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Resource file) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.getContentAsByteArray());
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
