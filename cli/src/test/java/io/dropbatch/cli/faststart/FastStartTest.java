package io.dropbatch.cli.faststart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real JVMs, with and without an archive. */
class FastStartTest {

    @TempDir
    private Path folder = Path.of("");

    /** Anything that ends. */
    public static final class Hello {
        private Hello() {}

        public static void main(String[] arguments) {
            System.out.println("hello");
        }
    }

    @Test
    void the_first_run_records_an_archive_and_says_nothing_of_it() throws Exception {
        assertThat(run()).isEqualTo("hello");

        assertThat(archive()).isNotEmptyFile();
    }

    @Test
    void a_later_run_uses_the_archive_and_leaves_it_as_it_is() throws Exception {
        run();
        Files.setLastModifiedTime(archive(), FileTime.fromMillis(1_000));

        assertThat(run("-Xlog:class+load:stdout"))
                .containsPattern(Hello.class.getName().replace("$", "\\$") + " source: shared objects file");
        assertThat(Files.getLastModifiedTime(archive()).toMillis()).isEqualTo(1_000);
    }

    @Test
    void an_archive_that_was_cut_off_while_it_was_written_is_recorded_anew() throws Exception {
        run();
        Files.write(archive(), new byte[100]);

        assertThat(run()).isEqualTo("hello");

        assertThat(Files.size(archive())).isGreaterThan(1_000);
    }

    @Test
    void another_build_records_an_archive_of_its_own_and_the_old_one_goes() throws Exception {
        run();
        Path before = archive();
        Path renamed = Files.copy(jar(), folder.resolve("hello-2.jar"));

        assertThat(run(renamed)).isEqualTo("hello");

        assertThat(archive()).isNotEqualTo(before).isNotEmptyFile();
        assertThat(run(renamed, "-Xlog:class+load:stdout"))
                .containsPattern(Hello.class.getName().replace("$", "\\$") + " source: shared objects file");
    }

    /** The only one. */
    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> archives =
                    files.filter(file -> file.toString().endsWith(".jsa")).toList();
            assertThat(archives).hasSize(1);
            return archives.getFirst();
        }
    }

    private String run(String... more) throws IOException, InterruptedException {
        return run(jar(), more);
    }

    private String run(Path jar, String... more) throws IOException, InterruptedException {
        ProgramImage image = new ProgramImage("hello", Hello.class.getName(), List.of(jar), folder);
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FastStart.flags(image));
        words.addAll(Arrays.asList(more));
        words.addAll(List.of("-cp", image.classPathArgument(), image.mainClass()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return said;
    }

    /** The JVM archives classes of jars only. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("hello.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        String name = Hello.class.getName().replace('.', '/') + ".class";
        try (var out = new ZipOutputStream(Files.newOutputStream(jar));
                var in = Hello.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new ZipEntry(name));
            Objects.requireNonNull(in).transferTo(out);
        }
        return jar;
    }
}
