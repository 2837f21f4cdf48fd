package io.dropbatch.localazure.batch.node.transfer;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A pattern of output files, relative to the working directory, that stays inside of the task's directory. {@code **}
 * matches any number of folders, including none; links to folders are not followed.
 */
record OutputPattern(Path base, List<String> segments, boolean wild) {

    private static final Comparator<Path> DEEPEST_FIRST =
            Comparator.comparingInt(Path::getNameCount).reversed().thenComparing(Comparator.naturalOrder());

    static OutputPattern parse(String pattern, Path taskDirectory) throws RunFailure {
        List<String> literal = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (String segment : pattern.split("/", -1)) {
            (rest.isEmpty() && !GlobSegment.wild(segment) ? literal : rest).add(segment);
        }
        rest.removeIf(String::isEmpty);
        try {
            String prefix = String.join("/", literal);
            Path start = taskDirectory.resolve("wd");
            Path base = start.resolve(pattern.startsWith("/") && prefix.isEmpty() ? "/" : prefix)
                    .normalize();
            if (!base.startsWith(taskDirectory) || rest.contains("..")) {
                throw failed(pattern, "It leads out of the task's directory");
            }
            return new OutputPattern(base, rest, !rest.isEmpty());
        } catch (InvalidPathException e) {
            throw failed(pattern, "It is not a valid path");
        }
    }

    /**
     * The files that match, the deepest first, then in the order of their names. Azure promises no order; in this one,
     * a file that describes a folder's contents, such as a marker, comes after them.
     */
    Collection<Path> find() throws IOException {
        TreeSet<Path> found = new TreeSet<>(DEEPEST_FIRST);
        collect(base, 0, found, new HashSet<>());
        return found;
    }

    private void collect(Path folder, int at, TreeSet<Path> found, Set<Step> seen) throws IOException {
        if (!seen.add(new Step(folder, at))) {
            return;
        }
        if (at == segments.size()) {
            if (Files.isRegularFile(folder)) {
                found.add(folder);
            }
            return;
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String segment = segments.get(at);
        if (segment.equals("**")) {
            collectDeep(folder, at, found, seen);
            return;
        }
        GlobSegment globSegment = new GlobSegment(segment);
        for (Path entry : entries(folder)) {
            if (globSegment.matches(entry.getFileName().toString())) {
                collect(entry, at + 1, found, seen);
            }
        }
    }

    private void collectDeep(Path folder, int at, TreeSet<Path> found, Set<Step> seen) throws IOException {
        boolean last = at == segments.size() - 1;
        if (!last) {
            collect(folder, at + 1, found, seen);
        }
        for (Path entry : entries(folder)) {
            if (entry.getFileName().toString().startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                collect(entry, at, found, seen);
            } else if (last && Files.isRegularFile(entry)) {
                found.add(entry);
            }
        }
    }

    /** A visited folder with the rest of the pattern; each such pair is visited once. */
    private record Step(Path folder, int at) {}

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        }
        return entries;
    }

    private static RunFailure failed(String pattern, String why) {
        return RunFailure.user("FileUploadMiscError", "Output files could not be uploaded", why + ": " + pattern);
    }
}
