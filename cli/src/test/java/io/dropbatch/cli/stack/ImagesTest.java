package io.dropbatch.cli.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.client.CliException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    @TempDir
    Path project;

    @Test
    void unpacks_an_executable_jar_into_plain_jars_without_signatures() throws IOException {
        Map<String, byte[]> signed = new LinkedHashMap<>();
        signed.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n"));
        signed.put("META-INF/AZURE.SF", bytes("x"));
        signed.put("META-INF/AZURE.RSA", bytes("x"));
        signed.put("a/B.class", bytes("b"));
        write(Map.of(
                "BOOT-INF/classes/app/Main.class", bytes("main"),
                "BOOT-INF/classes/application.yml", bytes("a: b"),
                "BOOT-INF/lib/signed-1.jar", zip(signed),
                "META-INF/spring/x.imports", bytes("y"),
                "org/springframework/boot/loader/Launcher.class", bytes("z")));

        Image image = images().of("monitor", "monitor-service", "app.Main");

        assertThat(image.classPath()).hasSize(2);
        try (ZipFile own = new ZipFile(image.classPath().get(0).toFile());
                ZipFile library = new ZipFile(image.classPath().get(1).toFile())) {
            assertThat(own.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder("app/Main.class", "application.yml", "META-INF/spring/x.imports");
            assertThat(library.stream().map(ZipEntry::getName)).containsExactly("META-INF/MANIFEST.MF", "a/B.class");
        }
    }

    @Test
    void gives_a_program_another_fingerprint_when_a_class_changes() throws IOException {
        write(Map.of("BOOT-INF/classes/A.class", bytes("1")));
        String before = images().of("monitor", "monitor-service", "A").fingerprint();
        write(Map.of("BOOT-INF/classes/A.class", bytes("2")));

        assertThat(images().of("monitor", "monitor-service", "A").fingerprint()).isNotEqualTo(before);
    }

    @Test
    void says_what_is_not_built() {
        assertThatThrownBy(() -> images().of("monitor", "monitor-service", "A"))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("monitor-service is not built");
    }

    private Images images() {
        return new Images(project, project.resolve("target/dropbatch"));
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
