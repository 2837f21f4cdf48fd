package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.drop.HiddenSystemFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds every file below a folder, links followed, and notes what cannot be read. */
final class FolderWalk {

    private static final int MOST_NAMED = 20;
    private static final int LONGEST_NAME = 200;

    /** Takes each readable file; the path is relative to the folder, with {@code /}. */
    @FunctionalInterface
    interface FileSink {
        void file(Path file, String path, BasicFileAttributes attributes);
    }

    private final Path folder;
    private final Path root;
    private final boolean followAnywhere;
    private final FileSink sink;
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param followAnywhere whether links that lead out of the folder are followed too
     * @throws CliException when there is no such folder
     */
    FolderWalk(Path folder, boolean followAnywhere, FileSink sink) {
        if (!Files.exists(folder)) {
            throw CliException.wrongUse("there is no folder " + folder);
        }
        if (!Files.isDirectory(folder)) {
            throw CliException.wrongUse(folder + " is not a folder: give the folder that holds the files");
        }
        this.folder = folder;
        this.root = real(folder);
        this.followAnywhere = followAnywhere;
        this.sink = sink;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw CliException.wrongUse("cannot read " + folder + ": " + e.getMessage());
        }
    }

    void run() {
        folder(root, "", List.of());
    }

    /** What was passed over, each with the reason. */
    List<String> leftOut() {
        return leftOut;
    }

    void leaveOut(String path, String reason) {
        leftOut.add(path + " (" + reason + ")");
    }

    void note(String path, String problem) {
        String name = path.replaceAll("\\p{Cntrl}", "?");
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        problems.add((shown.isEmpty() ? "the folder itself" : "'" + shown + "'") + " " + problem);
    }

    /** @throws CliException naming every problem, if there is one */
    void requireNoProblem(String action) {
        if (!problems.isEmpty()) {
            throw CliException.wrongUse(
                    "cannot " + action + " " + folder + ", nothing was uploaded:" + lines(problems));
        }
    }

    /** The first few in the order of their names, one on each line. */
    static String lines(List<String> problems) {
        StringBuilder text = new StringBuilder();
        problems.stream()
                .sorted()
                .limit(MOST_NAMED)
                .forEach(line -> text.append("\n  ").append(line));
        if (problems.size() > MOST_NAMED) {
            text.append("\n  and ").append(problems.size() - MOST_NAMED).append(" more");
        }
        return text.toString();
    }

    private void folder(Path at, String prefix, List<Path> above) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(at)) {
            List<Path> inside = new ArrayList<>(above);
            inside.add(at.toRealPath());
            for (Path entry : entries) {
                entry(entry, prefix + entry.getFileName(), inside);
            }
        } catch (IOException e) {
            note(prefix, "cannot be read: you lack the right to list this folder");
        }
    }

    private void entry(Path entry, String path, List<Path> above) {
        Optional<String> hidden = HiddenSystemFiles.kindOf(Files.isDirectory(entry) ? path + "/" : path);
        if (hidden.isPresent()) {
            leaveOut(path, hidden.get());
            return;
        }
        try {
            linkObjection(entry, above).ifPresentOrElse(words -> note(path, words), () -> target(entry, path, above));
        } catch (IOException e) {
            note(path, "is a link that leads nowhere: mend or remove it");
        }
    }

    private Optional<String> linkObjection(Path entry, List<Path> above) throws IOException {
        if (!Files.isSymbolicLink(entry)) {
            return Optional.empty();
        }
        Path target = entry.toRealPath();
        if (above.contains(target)) {
            return Optional.of("is a link back to a folder that holds it: remove it");
        }
        if (!followAnywhere && !target.startsWith(root)) {
            return Optional.of("is a link that leads out of the folder, to " + target
                    + ": put the data there instead, or allow such links by --follow-links");
        }
        return Optional.empty();
    }

    private void target(Path entry, String path, List<Path> above) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                folder(entry, path + "/", above);
            } else if (!attributes.isRegularFile()) {
                note(path, "is neither a file nor a folder but a pipe, a socket or a device: move it away");
            } else if (!Files.isReadable(entry)) {
                note(path, "cannot be read: you lack the right to");
            } else {
                sink.file(entry, path, attributes);
            }
        } catch (IOException e) {
            note(path, "cannot be read: " + e.getMessage());
        }
    }
}
