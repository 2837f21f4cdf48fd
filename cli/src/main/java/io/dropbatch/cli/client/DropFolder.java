package io.dropbatch.cli.client;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.layout.InboxLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder on this machine that is to be dropped: its inputs, and a trigger if it has one of its own. */
record DropFolder(Path folder, List<Input> inputs, Optional<Path> trigger) {

    /** @param path relative to the folder, with {@code /} */
    record Input(String path, Path file, long bytes) {}

    /** @throws CliException when the folder cannot be dropped, before anything is sent */
    static DropFolder scan(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CliException(folder + " is not a folder: give the folder that holds the inputs");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Input> inputs = files.filter(Files::isRegularFile)
                    .filter(file -> !isTrigger(folder, file))
                    .filter(file -> !InboxLayout.isStatus(file.getFileName().toString()))
                    .map(file -> input(folder, file))
                    .sorted((a, b) -> a.path().compareTo(b.path()))
                    .toList();
            return new DropFolder(folder, inputs, ownTrigger(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    long bytes() {
        return inputs.stream().mapToLong(Input::bytes).sum();
    }

    private static Optional<Path> ownTrigger(Path folder) {
        return Arrays.stream(DropTrigger.Kind.values())
                .map(kind -> folder.resolve(kind.file()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static boolean isTrigger(Path folder, Path file) {
        return folder.equals(file.getParent())
                && Arrays.stream(DropTrigger.Kind.values())
                        .anyMatch(kind -> kind.file().equals(file.getFileName().toString()));
    }

    private static Input input(Path folder, Path file) {
        String path =
                folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
        InputPath.objection(path).ifPresent(objection -> {
            throw new CliException("cannot drop '" + printable(path) + "': " + objection);
        });
        try {
            return new Input(path, file, Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }
}
