package io.dropbatch.localazure.batch;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A server in a process of its own, for tests that kill it. */
final class KillableServer {

    private KillableServer() {}

    static Process start(Path data) throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableServer.class.getName(),
                        data.toString())
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
        BatchServer server = BatchServer.start(BatchOptions.in(Path.of(args[0])));
        System.out.println(server.endpoint());
        // It ends with the test that started it, even when that is killed.
        ProcessHandle.current().parent().orElseThrow().onExit().join();
        server.close();
    }
}
