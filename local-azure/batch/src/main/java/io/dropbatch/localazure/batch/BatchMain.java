package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.limits.TaskLimits;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs only a Batch account until the process is stopped. */
@Command(
        name = "BatchMain",
        mixinStandardHelpOptions = true,
        description = "An Azure Batch account on this machine, until the process is stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  BatchMain account      on port 10010, kept in the folder 'account'",
            "  BatchMain account 0    on a free port, which is printed",
            "  BatchMain account --cpu-per-slot 0.5 --memory-per-slot 512m"
        })
public final class BatchMain implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FOLDER", description = "Holds everything that outlives a restart.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PORT",
            defaultValue = "10010",
            description = "Where to listen, 0 for a free port (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--cpu-per-slot",
            paramLabel = "CORES",
            description = "What a task may use for each of its slots, such as 0.5 (default: all there is).")
    private @Nullable String cpuPerSlot;

    @Option(
            names = "--memory-per-slot",
            paramLabel = "BYTES",
            description = "Likewise, such as 512m (default: all there is).")
    private @Nullable String memoryPerSlot;

    private BatchMain() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BatchMain()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        BatchServer server;
        try {
            server = BatchServer.start(options());
        } catch (IllegalStateException | UncheckedIOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        System.out.println("endpoint " + server.endpoint());
        System.out.println("account  " + server.account());
        System.out.println("key      " + server.key());
        System.out.println("pages    " + server.endpoint() + "/_ui/");
        stopped.await();
        return 0;
    }

    private BatchOptions options() {
        try {
            return BatchOptions.in(folder).withPort(port).withTaskLimits(limits());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private TaskLimits limits() {
        TaskLimits limits = TaskLimits.NONE;
        limits = cpuPerSlot == null ? limits : limits.withCpu(cpuPerSlot);
        return memoryPerSlot == null ? limits : limits.withMemory(memoryPerSlot);
    }
}
