package io.dropbatch.cli.stack;

import io.dropbatch.cli.client.CliException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the whole system once, in a folder of its own, with a drop through it, so that later starts are fast and the first
 * drop after a start is no slower than the next.
 *
 * <p>It costs about as much as five starts. Hence a build is trained at its second start: who changes the code all day
 * never waits for it, who uses the system waits once.
 */
final class Training {

    private static final FastStart FAST_START = new FastStart();

    /** When to train. */
    enum Mode {
        NEVER,
        AT_SECOND_START,
        NOW
    }

    private Training() {}

    /** Does nothing when every program has its cache already. */
    static void ensure(Path project, boolean withServices, Mode mode, Consumer<String> news) {
        if (mode == Mode.NEVER) {
            return;
        }
        Path folder = temporaryFolder();
        try {
            StateFolder state = new StateFolder(folder).create();
            LocalSystem system = new LocalSystem(project, state, LocalSystem.Topology.ofDropbatch(project));
            List<Image> images = images(project, system, withServices);
            boolean ready = images.stream().allMatch(FAST_START::isReady);
            if (!ready && (mode == Mode.NOW || isDue(images))) {
                run(project, system, state, withServices, news);
                images.forEach(FAST_START::adopt);
            }
        } catch (CliException e) {
            news.accept("starting without a cache: " + e.getMessage());
        } finally {
            Leftovers.deleteFolder(folder);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("dropbatch-training");
        } catch (IOException e) {
            throw new CliException("no temporary folder", e);
        }
    }

    private static List<Image> images(Path project, LocalSystem system, boolean withServices) {
        List<Image> images = new ArrayList<>();
        images.add(system.localAzure().image());
        if (withServices) {
            system.services(Map.of()).forEach(service -> images.add(service.image()));
            images.add(Unpack.commandLine(project));
        }
        return images;
    }

    /** From the second start on, until it was tried: a machine on which no drop succeeds is not kept busy at every start. */
    private static boolean isDue(List<Image> images) {
        // All of them, also those behind the first that has not started before.
        List<Image> started =
                images.stream().filter(image -> !isFirst(started(image))).toList();
        return started.size() == images.size()
                && images.stream()
                        .map(image -> isFirst(FAST_START.tried(image)))
                        .reduce(false, Boolean::logicalOr);
    }

    private static Path started(Image image) {
        return image.folder().resolve(image.fingerprint() + ".started");
    }

    private static boolean isFirst(Path note) {
        try {
            Files.createFile(note);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(
            Path project, LocalSystem system, StateFolder state, boolean withServices, Consumer<String> news) {
        news.accept("preparing fast starts (once for each build, about a minute)");
        Supervisor supervisor = Supervisor.recording(state, system, unheard -> {});
        Thread abandon = new Thread(supervisor::abandon, "abandon-training");
        Runtime.getRuntime().addShutdownHook(abandon);
        try (supervisor) {
            supervisor.start(withServices);
            if (withServices) {
                drop(project, state, news);
            }
        }
        Runtime.getRuntime().removeShutdownHook(abandon);
    }

    /** What starts without a drop is worth keeping all the same. */
    private static void drop(Path project, StateFolder state, Consumer<String> news) {
        Image commandLine = Unpack.commandLine(project);
        try {
            new TrainingDrop(project, state, commandLine).run(FAST_START.record(commandLine));
        } catch (CliException e) {
            news.accept("first drops stay slow: " + e.getMessage());
        }
    }
}
