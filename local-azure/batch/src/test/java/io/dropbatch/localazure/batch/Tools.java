package io.dropbatch.localazure.batch;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs that may be missing on a developer's machine. */
final class Tools {

    private Tools() {}

    static boolean has(String program) {
        if (program.startsWith("/")) {
            return Files.isExecutable(Path.of(program));
        }
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** The client belongs to the system's own Python, whichever else comes first on the path. */
    static boolean hasPythonClient() {
        return has("/usr/bin/python3") && Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/azure/batch"));
    }
}
