package io.dropbatch.results.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Remembers the version of each listed blob in eight bytes, so that a drop of a million inputs fits in memory. It may
 * report a version that it has not seen, with a probability of about one in 10^13 for such a drop.
 */
public final class EtagIndex {

    private final MessageDigest sha = sha256();
    private long[] marks = new long[256];
    private int size;
    private boolean sorted;

    public void add(String path, String etag) {
        if (size == marks.length) {
            marks = Arrays.copyOf(marks, size * 2);
        }
        marks[size++] = mark(path, etag);
        sorted = false;
    }

    public boolean contains(String path, String etag) {
        if (!sorted) {
            Arrays.sort(marks, 0, size);
            sorted = true;
        }
        return Arrays.binarySearch(marks, 0, size, mark(path, etag)) >= 0;
    }

    private long mark(String path, String etag) {
        sha.reset();
        sha.update(etag.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
        return ByteBuffer.wrap(sha.digest(path.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
