package io.dropbatch.cli.stack;

import io.dropbatch.cli.client.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the whole system once, in a folder of its own, so that later starts are fast. */
final class Training {

    private Training() {}

    /** Does nothing when every program has its cache already. */
    static void ensure(Path project, boolean withServices, Consumer<String> news) {
        Path folder;
        try {
            folder = Files.createTempDirectory("dropbatch-training");
        } catch (IOException e) {
            throw new CliException("no temporary folder", e);
        }
        try {
            StateFolder state = new StateFolder(folder).create();
            LocalSystem system = new LocalSystem(project, state, LocalSystem.Topology.ofDropbatch(project));
            if (!isReady(system, withServices)) {
                run(system, state, withServices, news);
            }
        } catch (CliException e) {
            news.accept("starting without a cache: " + e.getMessage());
        } finally {
            Leftovers.deleteFolder(folder);
        }
    }

    private static boolean isReady(LocalSystem system, boolean withServices) {
        FastStart fastStart = new FastStart();
        Stream<Program> services = withServices ? system.services(Map.of()).stream() : Stream.of();
        return Stream.concat(Stream.of(system.localAzure()), services)
                .map(Program::image)
                .allMatch(fastStart::isReady);
    }

    private static void run(LocalSystem system, StateFolder state, boolean withServices, Consumer<String> news) {
        news.accept("preparing fast starts (once after each build, under a minute)");
        try (Supervisor supervisor = Supervisor.recording(state, system, unheard -> {})) {
            supervisor.start(withServices);
        }
    }
}
