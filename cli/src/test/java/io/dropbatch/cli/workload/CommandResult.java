package io.dropbatch.cli.workload;

import io.dropbatch.cli.console.CliException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/**
 * What a command said and how it ended.
 *
 * @param problem the message of the exception that it ended with; empty when there was none
 */
public record CommandResult(int exitCode, String out, String problem) {

    public static CommandResult of(Object command, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder problem = new StringBuilder();
        PrintStream standard = System.out;
        try (PrintStream capturing = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            System.setOut(capturing);
            int exitCode = new CommandLine(command)
                    .setErr(new PrintWriter(PrintWriter.nullWriter()))
                    .setExecutionExceptionHandler((thrown, line, parsed) -> {
                        problem.append(thrown.getMessage());
                        return thrown instanceof CliException wrong ? wrong.exitCode() : 1;
                    })
                    .execute(arguments);
            return new CommandResult(exitCode, out.toString(StandardCharsets.UTF_8), problem.toString());
        } finally {
            System.setOut(standard);
        }
    }

    public List<String> lines() {
        return out.lines().toList();
    }
}
