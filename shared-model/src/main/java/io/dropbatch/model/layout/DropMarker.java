package io.dropbatch.model.layout;

import java.util.Arrays;
import java.util.Optional;

/** A blob beside a trigger that says what is to be done with its drop; only its name counts. */
public enum DropMarker {
    CANCEL,
    RETRY,
    PAUSE,
    RESUME;

    private static final int DROP_DEPTH = 3;

    /** {@code _CANCEL} and the like. */
    public String file() {
        return "_" + name();
    }

    /** The marker that a path of the inbox is; the case of its name does not count. */
    public static Optional<DropMarker> of(String path) {
        String[] segments = path.split("/", -1);
        return segments.length == DROP_DEPTH
                ? Arrays.stream(values())
                        .filter(marker -> marker.isNamed(segments[2]))
                        .findFirst()
                : Optional.empty();
    }

    private boolean isNamed(String file) {
        return file.equalsIgnoreCase(file()) || file.equalsIgnoreCase(file() + ".txt");
    }
}
