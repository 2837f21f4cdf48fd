package io.dropbatch.cli.faststart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Unpacks the command line into plain jars for the start script and writes an argument file for {@code java @file}.
 */
public final class CommandLineUnpacker {

    private CommandLineUnpacker() {}

    /** @param arguments the project's folder, and the argument file to write */
    public static void main(String[] arguments) throws IOException {
        Path project = Path.of(arguments[0]);
        Path words = Path.of(arguments[1]);
        ProgramImage image = new ProgramImages(project, project.resolve("target/dropbatch"))
                .of("command-line", "cli", "io.dropbatch.cli.Main");
        Path staging = Files.createTempFile(words.toAbsolutePath().getParent(), "words", ".new");
        Files.writeString(staging, quoted(words(image)), UTF_8);
        Files.move(staging, words, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The arguments between {@code java} and the name of the class. */
    private static List<String> words(ProgramImage image) {
        List<String> words = new ArrayList<>(JvmFlags.commandLine());
        words.addAll(List.of("-cp", image.classPathArgument()));
        return words;
    }

    /** As <a href="https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html">argument files</a> want it. */
    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
                .collect(Collectors.joining());
    }
}
