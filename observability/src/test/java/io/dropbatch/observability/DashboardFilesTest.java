package io.dropbatch.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards that are committed are those that the sources make, and the sources fit Grafana's types. */
class DashboardFilesTest {

    private static final Path COMMITTED = Path.of("../deploy/grafana");

    @TempDir
    Path folder;

    @Test
    void the_committed_dashboards_are_generated_from_the_sources() {
        DashboardSources.compiled()
                .node("dashboards/generate", folder.toString())
                .andWell();

        assertThat(jsonFiles(COMMITTED)).as("written by observability/generate").isEqualTo(jsonFiles(folder));
    }

    private static Map<String, String> jsonFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            Map<String, String> contents = new TreeMap<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file, UTF_8));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
