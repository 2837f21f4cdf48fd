package io.dropbatch.localazure.batch;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A server in a process of its own, for tests that kill it. */
final class KillableServer {

    private KillableServer() {}

    static Process start(Path data) throws Exception {
        return java(data.toString());
    }

    /** Starts a server whose time runs faster since a moment, and whose nodes take a while to allocate. */
    static Process startFast(Path data, Instant since) throws Exception {
        return java(data.toString(), since.toString());
    }

    /** The words that run a class of these tests in a process of its own. */
    static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static BatchOptions fast(BatchOptions options, Instant since) {
        return options.withClock(new FastClock(since, 30)).withAllocationTime(Duration.ofSeconds(20));
    }

    private static Process java(String... arguments) throws Exception {
        return new ProcessBuilder(command(KillableServer.class, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A client of a server that has just been started. */
    static BatchClient client(Process server) throws Exception {
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String endpoint = out.readLine();
        return BatchClient.open(
                new BatchSharedKeyCredentials(endpoint, BatchOptions.DEFAULT_ACCOUNT, BatchOptions.DEFAULT_KEY));
    }

    public static void main(String[] args) {
        BatchOptions options = BatchOptions.in(Path.of(args[0]));
        BatchServer server = BatchServer.start(args.length == 1 ? options : fast(options, Instant.parse(args[1])));
        System.out.println(server.endpoint());
        // It ends with the test that started it, even when that is killed.
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        server.close();
    }
}
