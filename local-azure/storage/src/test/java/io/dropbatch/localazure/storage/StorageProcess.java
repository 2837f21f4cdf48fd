package io.dropbatch.localazure.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Storage in a process of its own, for tests that kill it: prints the connection string and Azurite's process id. */
public final class StorageProcess {

    private StorageProcess() {}

    /** Its first line is the connection string, a space and Azurite's process id; it ends when its input is closed. */
    public static Process start(Path folder, Map<String, String> environment, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StorageProcess.class.getName()));
        command.add(folder.toString());
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().putAll(environment);
        return process.start();
    }

    public static void main(String[] arguments) throws Exception {
        StorageServer server = StorageServer.start(
                StorageOptions.in(Path.of(arguments[0])).withTopology(StorageTopology.of(List.of("inbox"), List.of())));
        System.out.println(server.connectionString() + " " + server.azuritePid());
        while (System.in.read() >= 0) {}
        server.close();
    }
}
