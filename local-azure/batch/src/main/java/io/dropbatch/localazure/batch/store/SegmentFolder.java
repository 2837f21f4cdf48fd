package io.dropbatch.localazure.batch.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a log, in the order in which they were written. */
final class SegmentFolder {

    private static final String PREFIX = "segment-";
    /** The file name of older logs without segments: the newest file with it was the whole log. */
    private static final String WHOLE_PREFIX = "records-";

    private static final String SUFFIX = ".log";

    private final Path folder;
    private long newest;

    SegmentFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Opens the existing files, oldest first. */
    List<LogSegment> segments() throws IOException {
        List<Path> paths = new ArrayList<>();
        TreeMap<Long, Path> wholes = numbered(WHOLE_PREFIX);
        if (!wholes.isEmpty()) {
            paths.add(wholes.remove(wholes.lastKey()));
            for (Path outdated : wholes.values()) {
                Files.delete(outdated);
            }
        }
        TreeMap<Long, Path> numbered = numbered(PREFIX);
        newest = numbered.isEmpty() ? 0 : numbered.lastKey();
        paths.addAll(numbered.values());
        List<LogSegment> segments = new ArrayList<>();
        long start = 0;
        for (Path path : paths) {
            LogSegment segment = LogSegment.open(path, start);
            segments.add(segment);
            start = segment.end();
        }
        return segments;
    }

    LogSegment begin(long start) throws IOException {
        newest++;
        return LogSegment.open(folder.resolve(PREFIX + newest + SUFFIX), start);
    }

    private TreeMap<Long, Path> numbered(String prefix) throws IOException {
        TreeMap<Long, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (number(file, prefix) >= 0) {
                    found.put(number(file, prefix), file);
                }
            }
        }
        return found;
    }

    /** The number in a file's name, -1 when it has another prefix or is not a log. */
    private static long number(Path file, String prefix) {
        String name = file.getFileName().toString();
        boolean numbered = name.startsWith(prefix) && name.endsWith(SUFFIX);
        String number = numbered ? name.substring(prefix.length(), name.length() - SUFFIX.length()) : "";
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
    }
}
