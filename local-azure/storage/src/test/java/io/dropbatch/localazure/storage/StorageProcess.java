package io.dropbatch.localazure.storage;

import java.nio.file.Path;
import java.util.List;

/** Storage in a process of its own, for tests that kill it: prints the connection string and Azurite's process id. */
public final class StorageProcess {

    private StorageProcess() {}

    public static void main(String[] arguments) throws Exception {
        StorageServer server = StorageServer.start(
                StorageOptions.in(Path.of(arguments[0])).withTopology(StorageTopology.of(List.of("inbox"), List.of())));
        System.out.println(server.connectionString() + " " + server.azuritePid());
        while (System.in.read() >= 0) {}
        server.close();
    }
}
