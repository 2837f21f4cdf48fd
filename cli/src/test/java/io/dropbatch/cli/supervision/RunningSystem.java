package io.dropbatch.cli.supervision;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A {@link FakeSystem} and the supervisor that runs it, as a process of its own. */
final class RunningSystem implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private final StateFolder state;
    private final Process supervisor;
    private final Path said;
    private final List<ProcessHandle> seen = new ArrayList<>();

    private RunningSystem(StateFolder state, Process supervisor, Path said) {
        this.state = state;
        this.supervisor = supervisor;
        this.said = said;
    }

    /** Returns when it is up. */
    static RunningSystem up(Path home, Path folder) throws IOException {
        RunningSystem system = begin(home, folder, true);
        await("the system to be up")
                .atMost(LIMIT)
                .until(() -> system.says("dropbatch: up") && Files.exists(system.state.localEnv()));
        system.look();
        return system;
    }

    /** Returns when local Azure runs, which never answers. */
    static RunningSystem starting(Path home, Path folder) throws IOException {
        RunningSystem system = begin(home, folder, false);
        await("the programs of the system to run")
                .atMost(LIMIT)
                .until(() ->
                        LeftoverProcesses.program(system.state, "local-azure").isPresent()
                                && system.supervisor.descendants().count() > 1);
        system.look();
        return system;
    }

    private static RunningSystem begin(Path home, Path folder, boolean answers) throws IOException {
        Path marks = Files.createTempDirectory(folder, "marks");
        Path said = marks.resolve("said");
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FakeSystem.flags());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), FakeSystem.Up.class.getName()));
        words.addAll(List.of(home.toString(), marks.toString(), Boolean.toString(answers)));
        Process supervisor = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new RunningSystem(new StateFolder(home), supervisor, said);
    }

    private void look() {
        seen.addAll(supervisor.descendants().toList());
    }

    /** The processes that the supervisor has started, and those that they have. */
    List<ProcessHandle> processes() {
        return List.copyOf(seen);
    }

    Process supervisor() {
        return supervisor;
    }

    StateFolder state() {
        return state;
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean says(String words) {
        if (!supervisor.isAlive()) {
            throw new AssertionError("ended: " + said());
        }
        return said().contains(words);
    }

    /** The exit code, when neither it nor anything that it has started runs any more. */
    int awaitEnd() {
        await("the end of the system and of all that it started")
                .atMost(LIMIT)
                .until(() -> !supervisor.isAlive() && seen.stream().noneMatch(ProcessHandle::isAlive));
        return supervisor.exitValue();
    }

    @Override
    public void close() {
        supervisor.destroyForcibly();
        seen.forEach(ProcessHandle::destroyForcibly);
    }
}
