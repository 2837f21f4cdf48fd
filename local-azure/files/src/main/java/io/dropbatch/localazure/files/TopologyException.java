package io.dropbatch.localazure.files;

import org.jspecify.annotations.Nullable;

/** A topology file has an invalid or unsupported value; the message begins with its path. */
public final class TopologyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String fault;

    /**
     * @param path of a key in its object, such as {@code LockDuration}; the reader of the file adds the path before it
     */
    public TopologyException(String path, String fault) {
        super(path + ": " + fault);
        this.path = path;
        this.fault = fault;
    }

    /** The same fault, with the path of the enclosing object before it. */
    public TopologyException below(String parent) {
        return parent.isEmpty() ? this : new TopologyException(parent + "." + path, fault);
    }

    /** The same fault, with the name of the file before it. */
    public TopologyException in(Object file) {
        return new TopologyException(file + ": " + path, fault);
    }

    /** Requires a value for a key. */
    public static <T> T require(String key, @Nullable T value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw new TopologyException(key, "is missing");
        }
        return value;
    }
}
