package io.dropbatch.localazure.batch;

import java.nio.file.Path;
import java.util.List;
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
            System.err.println("usage: BatchMain FOLDER [PORT]     (port " + USUAL_PORT + ", 0 for a free one)");
            System.exit(2);
            return;
        }
        BatchServer server = BatchServer.start(options);
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

    private static BatchOptions options(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new IllegalArgumentException("A folder for the account is needed.");
        }
        String port = arguments.size() < 2 ? Integer.toString(USUAL_PORT) : arguments.get(1);
        if (!port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException("A port is a number: " + port);
        }
        return BatchOptions.in(Path.of(arguments.get(0))).withPort(Integer.parseInt(port));
    }
}
