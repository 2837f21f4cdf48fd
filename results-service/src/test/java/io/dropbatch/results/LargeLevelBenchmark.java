package io.dropbatch.results;

import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.store.StorageAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A benchmark, run by hand: a level of many tasks in a real Azurite, from its end to its outcome. Arguments: the number of
 * tasks, and anything else to have markers read ahead.
 */
final class LargeLevelBenchmark {

    private LargeLevelBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int tasks = Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("large-level");
        try (StorageServer server = StorageServer.start(StorageOptions.in(folder));
                ResultsFixture fixture = ResultsFixture.in(
                        StorageAccount.connect(server.connectionString(), null, null), Clock.systemUTC())) {
            DropScenario scenario = DropScenario.accepted(fixture, Instant.now(), tasks);
            time("upload", () -> upload(scenario, tasks));
            LevelCompleted level = scenario.levelCompleted(0);
            time("list", () -> {
                try (Stream<?> all = fixture.outputs.list(OutputLayout.attempt(scenario.job))) {
                    System.out.println(all.count() + " blobs");
                }
            });
            if (arguments.length > 1) {
                time(
                        "read ahead",
                        () -> fixture.readAhead.progressed(scenario.progressedFact(0, tasks)).commands().stream()
                                .map(ResultsCommand.ReadMarkers.class::cast)
                                .forEach(fixture.readAhead::read));
            }
            time("verify", () -> fixture.verify.verify(level));
            Runtime runtime = Runtime.getRuntime();
            System.gc();
            System.out.println("heap " + ((runtime.totalMemory() - runtime.freeMemory()) >> 20) + " MB");
        }
        System.exit(0);
    }

    private static void upload(DropScenario scenario, int tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> uploads = new ArrayList<>();
            for (int index = 1; index <= tasks; index++) {
                TaskId task = TaskId.of(0, index);
                String run = "run-" + index;
                uploads.add(threads.submit(() ->
                        scenario.uploads(task, "node-1", run, scenario.now.minusSeconds(10), "output of " + task)));
                scenario.succeeded(task, "node-1");
            }
            for (Future<?> upload : uploads) {
                upload.get();
            }
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private static void time(String what, Step step) throws Exception {
        long start = System.nanoTime();
        double storage = storageCpu();
        double own = cpu(ProcessHandle.current());
        step.run();
        System.out.printf(
                "%s: %.1f s, CPU of this process %.1f s, of storage %.1f s%n",
                what, (System.nanoTime() - start) / 1e9, cpu(ProcessHandle.current()) - own, storageCpu() - storage);
    }

    private static double storageCpu() {
        return ProcessHandle.current()
                .children()
                .mapToDouble(LargeLevelBenchmark::cpu)
                .sum();
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }
}
