package io.dropbatch.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.Main;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.faststart.JvmFlags;
import io.dropbatch.cli.supervision.LeftoverProcesses;
import io.dropbatch.cli.supervision.ProcessSessions;
import io.dropbatch.cli.supervision.StateFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor as a process of its own, shows its output, and waits until the system is up. */
final class DetachedSupervisor {

    private static final long LOOK_MILLIS = 50;

    private final StateFolder state;
    private final boolean withServices;
    private final List<String> more;

    /** @param more options of the command that is run */
    DetachedSupervisor(StateFolder state, boolean withServices, List<String> more) {
        this.state = state;
        this.withServices = withServices;
        this.more = List.copyOf(more);
    }

    int start() throws IOException, InterruptedException {
        if (LeftoverProcesses.supervisor(state).isPresent()) {
            throw new CliException("the system in " + state.path() + " is running already: see ./dropbatch status");
        }
        StateFolder.delete(state.localEnv());
        Path log = state.log("supervisor");
        Files.deleteIfExists(log);
        Process supervisor = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        return follow(supervisor, log);
    }

    private List<String> command() {
        List<String> words = new ArrayList<>(ProcessSessions.ownSession());
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JvmFlags.commandLine());
        words.add("-Xmx64m");
        words.add("-Ddropbatch.root=" + HomeFolder.projectRoot());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        words.add(withServices ? "up" : "local-azure");
        words.addAll(List.of("--home", state.path().toString()));
        words.addAll(more);
        return words;
    }

    private int follow(Process supervisor, Path log) throws IOException, InterruptedException {
        try (RandomAccessFile said = new RandomAccessFile(log.toFile(), "r")) {
            while (true) {
                boolean up = Files.exists(state.localEnv());
                boolean ended = supervisor.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                show(said);
                if (ended) {
                    return Math.max(1, supervisor.exitValue());
                }
                if (up) {
                    return 0;
                }
            }
        }
    }

    private static void show(RandomAccessFile said) throws IOException {
        int available = (int) (said.length() - said.getFilePointer());
        if (available > 0) {
            byte[] bytes = new byte[available];
            said.readFully(bytes);
            System.out.print(new String(bytes, UTF_8));
            System.out.flush();
        }
    }
}
