package io.dropbatch.localazure.storage.azurite;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests of {@code journal.js}, which speak for themselves in {@code journal.test.mjs}, with Node. */
class JournalTest {

    private static final long LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    @BeforeAll
    static void node() {
        NeededTools.require("node", "npm");
    }

    @Test
    void saves_what_has_changed_and_reads_it_again() throws Exception {
        Path install = AzuriteInstall.ensure();
        Path tests = folder.resolve("journal.test.mjs");
        try (var source = JournalTest.class.getResourceAsStream("/azurite/journal.test.mjs")) {
            Files.copy(source, tests);
        }
        Path output = folder.resolve("output");
        ProcessBuilder node = new ProcessBuilder(
                        NodePrograms.node().toString(), "--test", "--test-reporter=tap", tests.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        node.environment().putAll(Map.of("AZURITE", install.toString()));

        Process process = node.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("# pass 13", "# fail 0", "# skipped 0");
        assertThat(process.exitValue()).isZero();
    }
}
