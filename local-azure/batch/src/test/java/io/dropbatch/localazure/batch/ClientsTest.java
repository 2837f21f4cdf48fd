package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's clients work with the account as they are: the scenarios of src/test/clients. */
class ClientsTest {

    private static final Path SCRIPTS = Path.of("src/test/clients").toAbsolutePath();
    private static final int PATIENCE_SECONDS = 240;

    @TempDir
    static Path folder;

    private static BatchServer server;
    private static BlobStub blobs;
    private static Path modules = Path.of("none");
    private static final Map<String, Process> RUNNING = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        server = BatchServer.start(BatchOptions.in(folder.resolve("account")));
        blobs = new BlobStub();
        blobs.put("in/input.txt", "input");
        // All at once: most of their time is spent waiting for each other's processor or for tasks.
        if (Tools.has("/usr/bin/az")) {
            run("az", "/bin/bash", SCRIPTS.resolve("az/scenarios.sh").toString());
        }
        if (Tools.hasPythonClient()) {
            run(
                    "python",
                    "/usr/bin/python3",
                    SCRIPTS.resolve("python/scenarios.py").toString());
        }
        if (Tools.has("node") && Tools.has("npm")) {
            modules = JavaScriptClient.ensure(SCRIPTS.resolve("javascript"));
            run("javascript", "node", SCRIPTS.resolve("javascript/scenarios.js").toString());
        }
    }

    @AfterAll
    static void stop() {
        RUNNING.values().forEach(Process::destroyForcibly);
        server.close();
        blobs.close();
    }

    @Test
    void the_command_line_of_azure() throws Exception {
        succeeds("az", "Debian's package azure-cli");
    }

    @Test
    void the_python_client() throws Exception {
        succeeds("python", "Debian's package python3-azure");
    }

    @Test
    void the_javascript_client() throws Exception {
        succeeds("javascript", "node and npm");
    }

    private static void succeeds(String client, String needed) throws Exception {
        Process process = RUNNING.get(client);
        if (process == null) {
            assertThat(System.getenv("CI")).as("needs " + needed).isNotEqualTo("true");
            assumeTrue(false, "needs " + needed);
            return;
        }
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);

        assertThat(ended).as("ended; so far: %s", said(client)).isTrue();
        assertThat(process.exitValue()).as(said(client)).isZero();
        assertThat(said(client)).contains("ok pools", "ok deletion");
        assertThat(blobs.blobs.keySet()).anyMatch(name -> name.startsWith("out/" + client + "/"));
    }

    private static String said(String client) throws IOException {
        return Files.readString(folder.resolve(client).resolve("output.log"));
    }

    private static void run(String client, String... command) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(client));
        ProcessBuilder builder = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile());
        builder.environment().put("BATCH_URL", server.endpoint().toString());
        builder.environment().put("BATCH_ACCOUNT", server.account());
        builder.environment().put("BATCH_KEY", server.key());
        builder.environment().put("BLOB_CONTAINER", blobs.container("out"));
        builder.environment().put("BLOB_INPUT", blobs.address("in", "input.txt"));
        builder.environment().put("NODE_PATH", modules.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        RUNNING.put(client, builder.start());
    }
}
