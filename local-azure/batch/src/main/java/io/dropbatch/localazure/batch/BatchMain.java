package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.limits.TaskLimits;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs a Batch account by itself until the process is told to stop. */
public final class BatchMain {

    private static final int USUAL_PORT = 10_010;

    private BatchMain() {}

    /** Takes the folder of the account and, if not the usual one, the port. */
    public static void main(String[] arguments) throws InterruptedException {
        BatchOptions options;
        try {
            options = options(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(
                    "usage: BatchMain FOLDER [PORT] [--cpu-per-slot CORES] [--memory-per-slot BYTES]     (port "
                            + USUAL_PORT + ", 0 for a free one; 0.5 of a core, 512m of memory)");
            System.exit(2);
            return;
        }
        BatchServer server = started(options);
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
    }

    private static BatchServer started(BatchOptions options) {
        try {
            return BatchServer.start(options);
        } catch (IllegalStateException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            throw e;
        }
    }

    private static BatchOptions options(List<String> words) {
        List<String> arguments = new ArrayList<>(words);
        TaskLimits limits = limits(arguments);
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new IllegalArgumentException("A folder for the account is needed.");
        }
        String port = arguments.size() < 2 ? Integer.toString(USUAL_PORT) : arguments.get(1);
        if (!port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("A port is a number: " + port);
        }
        return BatchOptions.in(Path.of(arguments.get(0)))
                .withPort(Integer.parseInt(port))
                .withTaskLimits(limits);
    }

    /** Takes the limits out of the arguments. */
    private static TaskLimits limits(List<String> arguments) {
        TaskLimits limits = TaskLimits.NONE;
        limits = taken("--cpu-per-slot", arguments).map(limits::withCpu).orElse(limits);
        return taken("--memory-per-slot", arguments).map(limits::withMemory).orElse(limits);
    }

    private static Optional<String> taken(String flag, List<String> arguments) {
        int at = arguments.indexOf(flag);
        if (at < 0) {
            return Optional.empty();
        }
        if (at + 1 == arguments.size()) {
            throw new IllegalArgumentException(flag + " needs a value.");
        }
        arguments.remove(at);
        return Optional.of(arguments.remove(at));
    }
}
