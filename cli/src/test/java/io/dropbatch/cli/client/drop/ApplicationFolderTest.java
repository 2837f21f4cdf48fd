package io.dropbatch.cli.client.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationFolderTest {

    @TempDir
    private Path base;

    @Test
    void may_be_a_link_and_hold_links() throws IOException {
        Path build = Files.createDirectories(base.resolve("build/out"));
        Path common = Files.createDirectories(base.resolve("common/lib"));
        Files.writeString(build.resolve("run.sh"), "x");
        Files.writeString(build.resolve("job.yaml"), "x");
        Files.writeString(build.resolve(".DS_Store"), "x");
        Files.writeString(common.resolve("a.jar"), "x");
        Files.createSymbolicLink(build.resolve("lib"), common);
        Path application = Files.createSymbolicLink(base.resolve("application"), build);

        assertThat(ApplicationFolder.files(application))
                .extracting(LocalFile::path)
                .containsExactlyInAnyOrderElementsOf(List.of("job.yaml", "lib/a.jar", "run.sh"));
    }

    @Test
    void is_refused_when_it_is_empty_or_cannot_be_read_whole() throws IOException {
        Path application = Files.createDirectories(base.resolve("application/data"));

        assertThatThrownBy(() -> ApplicationFolder.files(application)).hasMessageContaining("holds no files");
        Files.createSymbolicLink(application.resolve("gone"), base.resolve("nothing"));
        assertThatThrownBy(() -> ApplicationFolder.files(application))
                .hasMessageContaining("cannot publish")
                .hasMessageContaining("'gone' is a link that leads nowhere");
    }
}
