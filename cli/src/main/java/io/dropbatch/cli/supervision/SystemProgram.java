package io.dropbatch.cli.supervision;

import io.dropbatch.cli.faststart.ProgramImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One process of the system.
 *
 * @param environment added to the caller's own
 * @param answers whether it serves
 * @param url where, for people
 */
public record SystemProgram(
        String name,
        ProgramImage image,
        List<String> flags,
        List<String> arguments,
        Map<String, String> environment,
        BooleanSupplier answers,
        String url) {

    public SystemProgram {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    ProcessBuilder command() {
        List<String> words = new ArrayList<>(ProcessSessions.ownSession());
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.add("-cp");
        words.add(image.classPathArgument());
        words.add(image.mainClass());
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder;
    }
}
