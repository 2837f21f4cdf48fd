package io.dropbatch.localazure.batch;

import java.nio.file.Path;

/** A server in a process of its own, for tests that kill it. */
final class KillableServer {

    private KillableServer() {}

    public static void main(String[] args) {
        BatchServer server = BatchServer.start(BatchOptions.in(Path.of(args[0])));
        System.out.println(server.endpoint());
        // It ends with the test that started it, even when that is killed.
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        server.close();
    }
}
