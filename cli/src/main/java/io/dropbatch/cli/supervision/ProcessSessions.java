package io.dropbatch.cli.supervision;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps processes away from the terminal, whose Ctrl-C would otherwise end all of them at once and in no order. */
public final class ProcessSessions {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private ProcessSessions() {}

    /** In front of a command; empty where the machine has no such program. The process id is the command's own. */
    public static List<String> ownSession() {
        return Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of();
    }
}
