package io.dropbatch.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the system on this machine keeps its state. */
public final class HomeFolder {

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description = "State folder of the local system (default: DROPBATCH_HOME, else .dropbatch in the project).")
    private @Nullable Path given;

    /** The folder; it need not exist. */
    public Path folder() {
        if (given != null) {
            return given.toAbsolutePath().normalize();
        }
        String fromEnvironment = System.getenv("DROPBATCH_HOME");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return Path.of(fromEnvironment).toAbsolutePath().normalize();
        }
        return projectRoot().resolve(".dropbatch");
    }

    /** The project's folder, which the start script knows. */
    public static Path projectRoot() {
        return Path.of(System.getProperty("dropbatch.root", "."))
                .toAbsolutePath()
                .normalize();
    }
}
