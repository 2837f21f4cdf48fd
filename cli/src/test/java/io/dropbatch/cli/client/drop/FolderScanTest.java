package io.dropbatch.cli.client.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderScanTest {

    private static final String NFC = "Gr\u00f6\u00dfe.txt";
    private static final String NFD = "Gro\u0308\u00dfe.txt";

    @TempDir
    private Path base;

    private Path elsewhere;
    private Path folder;

    @BeforeEach
    void make_folders() throws IOException {
        elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        folder = Files.createDirectory(base.resolve("folder"));
    }

    @Test
    void finds_files_in_folders_and_in_hidden_ones() throws IOException {
        write("b.txt");
        write("x/y/a.txt");
        write(".config/z.json");

        assertThat(paths(folder)).containsExactly(".config/z.json", "b.txt", "x/y/a.txt");
    }

    @Test
    void follows_links_that_stay_within_the_folder() throws IOException {
        write("data/2026/a.csv");
        link("latest", folder.resolve("data/2026"));
        link("today.csv", folder.resolve("latest/a.csv"));

        assertThat(paths(folder)).containsExactly("data/2026/a.csv", "latest/a.csv", "today.csv");
    }

    @Test
    void takes_a_folder_that_is_a_link_itself() throws IOException {
        write("a.csv");
        Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);

        assertThat(paths(link)).containsExactly("a.csv");
    }

    @Test
    void names_links_that_lead_out_of_the_folder_and_follows_them_when_told_to() throws IOException {
        Files.writeString(elsewhere.resolve("secret.txt"), "s");
        Files.createDirectories(elsewhere.resolve("sub"));
        Files.writeString(elsewhere.resolve("sub/b.txt"), "b");
        write("a.csv");
        link("file", elsewhere.resolve("secret.txt"));
        link("x/folder", elsewhere.resolve("sub"));

        assertThat(refusal())
                .contains("'file' is a link that leads out of the folder, to ", "'x/folder' is a link that leads out")
                .contains("--follow-links")
                .contains("nothing was uploaded");
        assertThat(FolderScan.of(folder, true).files())
                .extracting(LocalFile::path)
                .containsExactly("a.csv", "file", "x/folder/b.txt");
    }

    @Test
    void names_broken_links_and_links_that_lead_back() throws IOException {
        write("a.csv");
        link("gone", folder.resolve("nothing"));
        link("itself", folder.resolve("itself"));
        link("deep/er/up", folder.resolve("deep"));
        link("one/other", folder.resolve("two"));
        link("two/other", folder.resolve("one"));

        assertThat(refusal())
                .contains("'gone' is a link that leads nowhere")
                .contains("'itself' is a link that leads nowhere")
                .contains("'deep/er/up' is a link back to a folder that holds it")
                .contains("'one/other/other' is a link back", "'two/other/other' is a link back");
    }

    @Test
    void names_what_is_no_file() throws Exception {
        write("a.csv");
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));

            assertThat(refusal()).contains("'pipe' is neither a file nor a folder", "'socket' is neither");
        }
    }

    @Test
    void names_all_that_cannot_be_inputs_at_once() throws IOException {
        write("two\nlines.txt");
        write("back\\slash.txt");
        write("_status-report.csv");
        write(NFC);
        write(NFD);
        write("Case.txt");
        write("case.txt");

        assertThat(refusal())
                .contains("'two?lines.txt' cannot be dropped", "'back\\slash.txt' cannot be dropped")
                .contains("'_status-report.csv' cannot be dropped: names that begin with _status")
                .contains("normal form")
                .doesNotContainIgnoringCase("case.txt");
    }

    @Test
    void leaves_out_what_systems_and_office_programs_leave_behind() throws IOException {
        for (String name :
                List.of(".DS_Store", "sub/Thumbs.db", "desktop.ini", "._a.csv", "~$book.xlsx", "__MACOSX/x")) {
            write(name);
        }
        write("a.csv");
        write(".dsstore");

        DropFolder found = FolderScan.of(folder, false);

        assertThat(found.files()).extracting(LocalFile::path).containsExactly(".dsstore", "a.csv");
        assertThat(found.leftOut())
                .containsExactlyInAnyOrder(
                        ".DS_Store (a file of macOS)",
                        "sub/Thumbs.db (a file of Windows)",
                        "desktop.ini (a file of Windows)",
                        "._a.csv (a file of macOS)",
                        "~$book.xlsx (a lock of an office program)",
                        "__MACOSX (a file of macOS)");
    }

    @Test
    void leaves_out_markers_and_the_status_of_an_earlier_drop() throws IOException {
        write("a.csv");
        for (String name : List.of("_READY", "_SUCCESS", "_ready.txt", "_status.json")) {
            write(name);
        }
        Files.createDirectories(folder.resolve("part"));
        Files.createFile(folder.resolve("part/_SUCCESS"));

        DropFolder found = FolderScan.of(folder, false);

        assertThat(found.files()).extracting(LocalFile::path).containsExactly("a.csv");
        assertThat(found.leftOut()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.yaml", "job.yml", "job.json", "Job.YAML"})
    void knows_the_manifest_by_any_usual_name(String name) throws IOException {
        write(name);
        write("sub/" + name);

        DropFolder found = FolderScan.of(folder, false);

        assertThat(found.manifest()).hasValueSatisfying(file -> assertThat(file).hasFileName(name));
        assertThat(found.files()).extracting(LocalFile::path).containsExactly("sub/" + name);
    }

    @Test
    void does_not_choose_between_two_manifests() throws IOException {
        write("job.yaml");
        write("job.json");

        assertThat(refusal()).contains("is a second manifest beside", "keep one");
    }

    @Test
    void says_that_there_is_no_such_folder() throws IOException {
        assertThatThrownBy(() -> FolderScan.of(folder.resolve("absent"), false)).hasMessageContaining("no folder");
        assertThatThrownBy(() -> FolderScan.of(write("a.csv"), false)).hasMessageContaining("is not a folder");
    }

    private String refusal() {
        CliException refused = catchThrowableOfType(CliException.class, () -> FolderScan.of(folder, false));
        assertThat(refused.exitCode()).isEqualTo(2);
        return refused.getMessage();
    }

    private static List<String> paths(Path folder) {
        return FolderScan.of(folder, false).files().stream()
                .map(LocalFile::path)
                .toList();
    }

    private void link(String path, Path target) throws IOException {
        Path link = folder.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    private Path write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }
}
