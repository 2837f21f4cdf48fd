package io.dropbatch.cli.faststart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.console.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramImagesTest {

    @TempDir
    Path project;

    @Test
    void unpacks_an_executable_jar_into_plain_jars_and_leaves_libraries_as_they_are() throws IOException {
        byte[] library = zip(Map.of("META-INF/AZURE.SF", bytes("x"), "a/B.class", bytes("b")));
        write(Map.of(
                "BOOT-INF/classes/app/Main.class", bytes("main"),
                "BOOT-INF/classes/application.yml", bytes("a: b"),
                "BOOT-INF/lib/library-1.jar", library,
                "META-INF/spring/x.imports", bytes("y"),
                "org/springframework/boot/loader/Launcher.class", bytes("z")));

        ProgramImage image = images().of("monitor", "monitor-service", "app.Main");

        assertThat(image.classPath()).hasSize(2);
        try (ZipFile own = new ZipFile(image.classPath().get(0).toFile())) {
            assertThat(own.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("app/Main.class", "application.yml", "META-INF/spring/x.imports");
        }
        assertThat(image.classPath().get(1)).hasBinaryContent(library);
    }

    @Test
    void gives_a_build_jars_of_its_own_when_a_class_changes() throws IOException {
        write(Map.of("BOOT-INF/classes/A.class", bytes("1")));
        Path before = images().of("monitor", "monitor-service", "A").classPath().getFirst();
        write(Map.of("BOOT-INF/classes/A.class", bytes("2")));

        assertThat(images().of("monitor", "monitor-service", "A").classPath().getFirst())
                .isNotEqualTo(before);
        assertThat(before).exists();
    }

    @Test
    void says_what_is_not_built() {
        assertThatThrownBy(() -> images().of("monitor", "monitor-service", "A"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("monitor-service is not built");
    }

    private ProgramImages images() {
        return new ProgramImages(project, project.resolve("target/dropbatch"));
    }

    private void write(Map<String, byte[]> entries) throws IOException {
        Path target = Files.createDirectories(project.resolve("monitor-service/target"));
        Files.write(target.resolve("monitor-service-1-app.jar"), zip(entries));
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
