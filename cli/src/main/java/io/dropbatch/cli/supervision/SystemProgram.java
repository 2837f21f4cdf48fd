package io.dropbatch.cli.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One process of the system.
 *
 * @param words the command that starts it
 * @param environment added to the caller's own
 * @param answers whether it serves
 * @param url where, for people
 */
public record SystemProgram(
        String name, List<String> words, Map<String, String> environment, BooleanSupplier answers, String url) {

    public SystemProgram {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    ProcessBuilder command() {
        List<String> command = new ArrayList<>(ProcessSessions.ownSession());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}
