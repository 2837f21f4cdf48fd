package io.dropbatch.model.drop;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The rule for names of inputs: what a blob may be called and still become a file on a node. */
public final class InputPath {

    private static final int LONGEST_PATH = 900;
    private static final int LONGEST_SEGMENT_BYTES = 255;

    private InputPath() {}

    /** Why the path, relative to the drop, cannot be an input; empty when it can. */
    public static Optional<String> objection(String path) {
        if (path.isEmpty() || path.length() > LONGEST_PATH) {
            return Optional.of("its path has to have 1-" + LONGEST_PATH + " characters");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("its path holds a control character (a line break or the like): rename the file");
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of("its path holds a backslash: use '/' between folders");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("its path has an empty, '.' or '..' folder");
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT_BYTES) {
                return Optional.of("a folder or file name is longer than " + LONGEST_SEGMENT_BYTES + " bytes");
            }
        }
        return Optional.empty();
    }
}
