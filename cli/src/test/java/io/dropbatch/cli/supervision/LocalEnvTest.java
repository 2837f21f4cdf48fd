package io.dropbatch.cli.supervision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEnvTest {

    @TempDir
    Path folder;

    @Test
    void exports_its_values_to_the_programs_of_a_shell_that_sources_it_whatever_they_are() throws Exception {
        Path file = folder.resolve("local.env");
        String hostile = "a;b $(touch x) `id` \"q\" it's";

        LocalEnv.write(file, Map.of("HOSTILE", hostile));

        Process shell = new ProcessBuilder("/bin/sh", "-c", ". ./local.env; sh -c 'printf %s \"$HOSTILE\"'")
                .directory(folder.toFile())
                .start();
        assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEqualTo(hostile);
        assertThat(LocalEnv.read(file)).containsEntry("HOSTILE", hostile);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void is_empty_while_the_system_is_down() {
        assertThat(LocalEnv.read(folder.resolve("absent"))).isEmpty();
    }
}
