package io.dropbatch.localazure.batch.node.process;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the program of a command on the task's own path, not on this server's. */
final class ProgramFinder {

    private ProgramFinder() {}

    static Path find(String program, String path, Path workingDirectory) throws RunFailure {
        if (program.indexOf('/') >= 0) {
            Path file = resolve(workingDirectory, program);
            if (runnable(file)) {
                return file;
            }
            throw notFound(program);
        }
        for (String folder : path.split(":", -1)) {
            Path file = resolve(resolve(workingDirectory, folder), program);
            if (!program.isEmpty() && runnable(file)) {
                return file;
            }
        }
        throw notFound(program);
    }

    private static Path resolve(Path folder, String name) throws RunFailure {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            throw notFound(name);
        }
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static RunFailure notFound(String program) {
        return RunFailure.user(
                "CommandProgramNotFound",
                "The specified command program is not found",
                "The program is not there or not executable: " + program);
    }
}
