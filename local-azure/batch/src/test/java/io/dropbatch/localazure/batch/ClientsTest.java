package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
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
        if (NeededTools.isInstalled("az")) {
            run("az", "/bin/bash", SCRIPTS.resolve("az/scenarios.sh").toString());
        }
        // The client belongs to the system's own Python, whichever else comes first on the path.
        if (NeededTools.isInstalled("/usr/lib/python3/dist-packages/azure/batch/__init__.py")) {
            run(
                    "python",
                    "/usr/bin/python3",
                    SCRIPTS.resolve("python/scenarios.py").toString());
        }
        if (NeededTools.isInstalled("node") && NeededTools.isInstalled("npm")) {
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
    @NeedsTool("az")
    void the_command_line_of_azure_works_with_the_account() throws Exception {
        succeeds("az");
    }

    @Test
    @NeedsTool("/usr/lib/python3/dist-packages/azure/batch/__init__.py")
    void the_python_client_works_with_the_account() throws Exception {
        succeeds("python");
    }

    @Test
    @NeedsTool({"node", "npm"})
    void the_javascript_client_works_with_the_account() throws Exception {
        succeeds("javascript");
    }

    private static void succeeds(String client) throws Exception {
        Process process = RUNNING.get(client);
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
