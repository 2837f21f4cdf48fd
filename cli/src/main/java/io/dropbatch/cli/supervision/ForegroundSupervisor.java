package io.dropbatch.cli.supervision;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Runs the system in this process until it is told to stop. */
public final class ForegroundSupervisor {

    private final StateFolder state;
    private final boolean withServices;
    private final Consumer<Map<String, String>> whenUp;

    /** @param whenUp receives the addresses */
    public ForegroundSupervisor(StateFolder state, boolean withServices, Consumer<Map<String, String>> whenUp) {
        this.state = state;
        this.withServices = withServices;
        this.whenUp = whenUp;
    }

    /** Returns the process's exit code. */
    public int run(ProgramSet programs) throws InterruptedException {
        Supervisor supervisor = Supervisor.of(state, programs, ForegroundSupervisor::say);
        supervisor.tieToProcess();
        try {
            supervisor.start(withServices, environment -> {
                say("up; addresses and keys are in " + state.localEnv());
                whenUp.accept(environment);
            });
        } catch (RuntimeException e) {
            supervisor.close();
            if (supervisor.isLost()) {
                // The failure is a consequence of the lost folder, which has been reported.
                return Supervisor.LOST;
            }
            throw e;
        }
        supervisor.awaitClosed();
        return supervisor.isLost() ? Supervisor.LOST : 0;
    }

    /** For people, at once. */
    public static void say(String news) {
        System.out.println("dropbatch: " + news);
        System.out.flush();
    }

    /** The blob endpoint in the settings of {@code local.env}; empty while nothing runs. */
    public static String blobEndpoint(Map<String, String> environment) {
        return Arrays.stream(environment
                        .getOrDefault("AZURE_STORAGE_CONNECTION_STRING", "")
                        .split(";", -1))
                .filter(part -> part.startsWith("BlobEndpoint="))
                .map(part -> part.substring("BlobEndpoint=".length()))
                .findFirst()
                .orElse("");
    }
}
