package io.dropbatch.localazure.batch.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Misbehaviour on demand: how many of the next occasions of each kind shall fail. */
public final class Faults {

    private final Map<Kind, AtomicInteger> left = new EnumMap<>(Kind.class);

    public Faults() {
        for (Kind kind : Kind.values()) {
            left.put(kind, new AtomicInteger());
        }
    }

    /** Lets the next {@code count} occasions fail, instead of what was armed before. */
    public void arm(Kind kind, int count) {
        counter(kind).set(count);
    }

    public int left(Kind kind) {
        return counter(kind).get();
    }

    /** Whether this occasion shall fail. */
    public boolean strikes(Kind kind) {
        AtomicInteger counter = counter(kind);
        // Read first: nearly always there is nothing to take.
        return counter.get() > 0 && counter.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private AtomicInteger counter(Kind kind) {
        return java.util.Objects.requireNonNull(left.get(kind));
    }

    /** What can go wrong. */
    public enum Kind {
        /** A call is answered 429 with {@code Retry-After}. */
        THROTTLE,
        /** A call is answered 503 with {@code Retry-After}. */
        UNAVAILABLE,
        /** A task of a collection is refused as {@code servererror}. */
        SERVER_ERROR,
        /** A run's resource files cannot be downloaded. */
        DOWNLOAD,
        /** A run's output files cannot be uploaded. */
        UPLOAD,
        /** A job preparation task fails. */
        PREPARATION
    }
}
