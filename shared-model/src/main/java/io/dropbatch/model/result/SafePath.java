package io.dropbatch.model.result;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes a path that somebody chose into one that every file system takes. */
final class SafePath {

    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cntrl}\\\\:*?\"<>|]|[. ]$");

    private SafePath() {}

    static String of(String path) {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> UNSAFE.matcher(segment).replaceAll("_"))
                .collect(Collectors.joining("/"));
    }
}
