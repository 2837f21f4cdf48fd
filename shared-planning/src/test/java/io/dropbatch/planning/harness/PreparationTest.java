package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the preparation of a node: it unpacks the application and checks shared files, and may be repeated. */
class PreparationTest {

    private static final String JAR = Node.JDK.resolve("jar").toString();

    private final Node node;
    private final Path root;

    PreparationTest(@TempDir Path root) {
        this.root = root;
        node = new Node(root);
    }

    @Test
    void plain_files_are_the_application() {
        node.application("Price.java", bytes("class Price {}")).application("lib/a.txt", bytes("a"));

        assertThat(node.prepare().exitCode()).isZero();

        assertThat(application("Price.java")).isEqualTo("class Price {}");
        assertThat(application("lib/a.txt")).isEqualTo("a");
    }

    @Test
    void tasks_find_the_application() {
        node.application("run.sh", bytes("echo from the application")).prepare();

        Finished finished = node.command("sh \"$APP_DIR/run.sh\"").run();

        assertThat(finished.content("logs/stdout.txt")).isEqualTo("from the application\n");
    }

    @Test
    void a_workload_without_an_application_needs_no_preparation() {
        assertThat(node.prepare().exitCode()).isZero();
        assertThat(node.command("echo \"${APP_DIR-none}\"").run().content("logs/stdout.txt"))
                .isEqualTo("none\n");
    }

    @Test
    @NeedsTool("unzip")
    void one_zip_is_unpacked() throws IOException {
        node.application("app.zip", zip("Price.java", "lib/a b.txt"));

        assertPrepared(node.prepare());

        assertThat(application("Price.java")).isEqualTo("Price.java");
        assertThat(application("lib/a b.txt")).isEqualTo("lib/a b.txt");
    }

    @Test
    void one_zip_is_unpacked_by_jar_where_there_is_no_unzip() throws IOException {
        node.application("app.zip", zip("Price.java", "lib/b.txt"))
                .with("PATH", bareNode().with("jar", JAR).toString());

        assertPrepared(node.prepare());

        assertThat(application("lib/b.txt")).isEqualTo("lib/b.txt");
    }

    @Test
    @NeedsTool("python3")
    void one_zip_is_unpacked_by_python_where_there_is_nothing_else() throws IOException {
        node.application("app.zip", zip("Price.java", "lib/b.txt"))
                .with("PATH", bareNode().with("python3", python()).toString());

        assertPrepared(node.prepare());

        assertThat(application("lib/b.txt")).isEqualTo("lib/b.txt");
    }

    @Test
    @NeedsTool("python3")
    void a_zip_unpacked_by_python_keeps_its_execute_permissions_and_links() throws IOException {
        node.application("app.zip", zipByPython("""
                        add("bin/run", 0o100755, "echo ran $1\\n")
                        add("bin/data", 0o100644, "echo never\\n")
                        add("run", 0o120777, "bin/run")
                        """))
                .with("PATH", bareNode().with("python3", python()).toString());

        assertPrepared(node.prepare());

        assertThat(preparedFile("bin/run")).isExecutable();
        assertThat(preparedFile("bin/data").toFile().canExecute()).isFalse();
        assertThat(preparedFile("run")).isSymbolicLink().hasSameTextualContentAs(preparedFile("bin/run"));
    }

    @Test
    @NeedsTool("python3")
    void a_link_in_a_zip_unpacked_by_python_carries_nothing_out_of_its_folder() throws IOException {
        node.application("app.zip", zipByPython("""
                        add("out", 0o120777, "%s")
                        add("out/planted", 0o120777, "anything")
                        """.formatted(root)))
                .with("PATH", bareNode().with("python3", python()).toString());

        assertRefused("application-missing: the application's archive 'montecarlo/1.2/app.zip' cannot be unpacked");
        assertThat(root.resolve("planted")).doesNotExist();
    }

    private byte[] zipByPython(String entries) throws IOException {
        Path zip = root.resolve("made.zip");
        String program = """
                import sys, zipfile
                archive = zipfile.ZipFile(sys.argv[1], "w")
                def add(name, mode, text):
                    entry = zipfile.ZipInfo(name)
                    entry.create_system = 3
                    entry.external_attr = mode << 16
                    archive.writestr(entry, text)
                %sarchive.close()
                """.formatted(entries);
        Process python = new ProcessBuilder("python3", "-c", program, zip.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        return Files.readAllBytes(zip);
    }

    @Test
    void a_zip_on_a_node_that_cannot_unpack_it_says_what_is_needed() throws IOException {
        node.application("app.zip", zip("Price.java")).with("PATH", bareNode().toString());

        assertRefused("application-missing: a .zip application needs unzip");
    }

    @Test
    void one_tar_gz_is_unpacked_with_its_modes() {
        TarArchive archive = new TarArchive().program("bin/run", "echo ran\n").link("run", Path.of("bin/run"));
        node.application("app-1.2.tar.gz", archive.gzipped());

        assertPrepared(node.prepare());

        assertThat(node.command("$APP_DIR/run").run().content("logs/stdout.txt"))
                .isEqualTo("ran\n");
    }

    @Test
    @NeedsTool("busybox")
    void one_tar_gz_is_unpacked_by_busybox() {
        Toolbox tools = bareNode().with("tar", busybox("tar")).with("gzip", busybox("gzip"));
        node.application("app-1.2.tar.gz", new TarArchive().file("a b.txt", "1").gzipped())
                .with("PATH", tools.toString());

        assertPrepared(node.prepare());

        assertThat(application("a b.txt")).isEqualTo("1");
    }

    @Test
    @NeedsTool("busybox")
    void the_unzip_of_busybox_is_passed_over() throws IOException {
        Toolbox tools = bareNode().with("unzip", busybox("unzip")).with("jar", JAR);
        node.application("app.zip", zip("Price.java")).with("PATH", tools.toString());

        assertPrepared(node.prepare());

        assertThat(application("Price.java")).isEqualTo("Price.java");
    }

    @ParameterizedTest
    @CsvSource({
        "app.tgz, gzip -c",
        "APP.TAR.GZ, gzip -c",
        "app.tar, cat",
        "app.zip, gzip -c", // what it is, its content says
    })
    void a_tar_archive_is_unpacked_under_any_name_of_its_kind(String name, String packer) throws Exception {
        assertUnpacked(name, packer);
    }

    @Test
    @NeedsTool("bzip2")
    void tar_bz2_is_unpacked() throws Exception {
        assertUnpacked("app.tar.bz2", "bzip2 -c");
        assertUnpacked("App.TBZ2", "bzip2 -c");
    }

    @Test
    @NeedsTool("xz")
    void tar_xz_is_unpacked() throws Exception {
        assertUnpacked("app.tar.xz", "xz -c");
        assertUnpacked("app.txz", "xz -c");
    }

    @Test
    @NeedsTool("zstd")
    void tar_zst_is_unpacked() throws Exception {
        assertUnpacked("app.tar.zst", "zstd -c");
    }

    @Test
    void what_a_node_lacks_to_unpack_is_said_with_its_package() throws Exception {
        node.application("app.tar.xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 1})
                .with("PATH", bareNode().with("tar").toString());

        assertRefused("needs xz on the node: install the package xz-utils");
    }

    @Test
    void an_archive_that_no_node_can_unpack_says_what_to_do() {
        node.application("app.7z", new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C, 0, 4});

        assertRefused(
                "application-missing: the application's archive 'montecarlo/1.2/app.7z' is a 7z or rar archive: pack it"
                        + " as .zip or .tar.gz");
    }

    @ParameterizedTest
    @ValueSource(strings = {".DS_Store", "._app.tar.gz", "__MACOSX/._run", "Thumbs.db", "desktop.ini"})
    void files_of_a_desktop_beside_an_archive_do_not_count(String litter) {
        node.application("app.tar.gz", new TarArchive().file("run", "1").gzipped())
                .application(litter, bytes("x"));

        assertPrepared(node.prepare());

        assertThat(application("run")).isEqualTo("1");
    }

    @Test
    void names_with_backslashes_become_folders() throws IOException {
        node.application("app.zip", zip("bin\\run.txt", "lib\\deep\\a b.txt"))
                .with("PATH", bareNode().with("jar", JAR).toString());

        assertPrepared(node.prepare());

        assertThat(application("bin/run.txt")).isEqualTo("bin\\run.txt");
        assertThat(application("lib/deep/a b.txt")).isEqualTo("lib\\deep\\a b.txt");
    }

    @Test
    @NeedsTool("unzip")
    void a_warning_of_unzip_about_backslashes_is_no_failure() throws IOException {
        node.application("app.zip", zip("bin\\run.txt"));

        assertThat(node.prepare().exitCode()).isZero();

        assertThat(application("bin/run.txt")).isEqualTo("bin\\run.txt");
    }

    @Test
    @NeedsTool("python3")
    void a_zip_with_a_password_is_refused() throws IOException {
        byte[] encrypted = zip("secret.txt", "more.txt");
        for (int i = 0; i + 8 < encrypted.length; i++) {
            boolean local = encrypted[i] == 'P' && encrypted[i + 1] == 'K' && encrypted[i + 2] == 3;
            boolean central = encrypted[i] == 'P' && encrypted[i + 1] == 'K' && encrypted[i + 2] == 1;
            if (local || central) {
                encrypted[i + (local ? 6 : 8)] |= 1; // the flag "encrypted"
            }
        }
        node.application("app.zip", encrypted);

        assertThat(node.prepare().stderr()).contains("application-missing: the application's archive");
        assertThat(node.preparation.resolve("_dropbatch/app")).doesNotExist();
    }

    @Test
    void scripts_and_programs_become_executable_and_other_files_do_not() {
        node.application("bin/run", bytes("#!/bin/sh\necho ran\n"))
                .application("bin/own program", new byte[] {0x7F, 'E', 'L', 'F', 2})
                .application("data.csv", bytes("#,!\n"))
                .application("empty", bytes(""));

        assertPrepared(node.prepare());

        assertThat(node.command("\"$APP_DIR/bin/run\"").run().content("logs/stdout.txt"))
                .isEqualTo("ran\n");
        Path application = node.preparation.resolve("_dropbatch/app");
        assertThat(application.resolve("bin/own program")).isExecutable();
        assertThat(Files.isExecutable(application.resolve("data.csv"))).isFalse();
        assertThat(Files.isExecutable(application.resolve("empty"))).isFalse();
    }

    @Test
    void scripts_with_line_ends_of_windows_run() {
        node.application("run", bytes("#!/bin/sh\r\nif true; then\r\n  echo ran\r\nfi\r\n"))
                .application("lib/helper.sh", bytes("echo helped\r\n"))
                .application("table.csv", bytes("a,b\r\n"));

        assertPrepared(node.prepare());

        assertThat(node.command("\"$APP_DIR/run\"; sh \"$APP_DIR/lib/helper.sh\"")
                        .run()
                        .content("logs/stdout.txt"))
                .isEqualTo("ran\nhelped\n");
        assertThat(application("table.csv")).isEqualTo("a,b\r\n");
    }

    @Test
    void an_archive_among_other_files_is_a_file() throws IOException {
        node.application("model.zip", zip("weights.bin")).application("run.sh", bytes(":"));

        assertPrepared(node.prepare());

        assertThat(node.preparation.resolve("_dropbatch/app/model.zip")).isRegularFile();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../escaped", "a/../../escaped", "/tmp/dropbatch-escaped", "a\\..\\..\\escaped", "C:\\escaped"})
    void a_zip_entry_that_leads_out_is_refused(String entry) throws IOException {
        node.application("app.zip", zip("ok.txt", entry))
                .with("PATH", bareNode().with("jar", JAR).toString());

        assertRefused("application-missing: ", "outside of its folder");
        assertNothingEscaped();
    }

    @Test
    @NeedsTool("unzip")
    void a_zip_entry_that_leads_out_is_refused_before_unzip_sees_it() throws IOException {
        node.application("app.zip", zip("ok.txt", "a/../../escaped"));

        assertRefused("application-missing: ", "outside of its folder");
        assertNothingEscaped();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../escaped", "/tmp/dropbatch-escaped", "a/../../escaped"})
    void a_tar_entry_that_leads_out_is_refused(String entry) throws IOException {
        node.application("app.tar.gz", new TarArchive().file(entry, "1").gzipped());

        assertRefused("application-missing: ", "outside of its folder");
        assertNothingEscaped();
    }

    @Test
    void a_tar_entry_that_leads_out_through_a_link_does_not_get_out() throws IOException {
        Path outside = Files.createDirectory(root.resolve("outside"));
        TarArchive archive = new TarArchive().link("d", outside).file("d/escaped", "1");
        node.application("app.tar.gz", archive.gzipped());

        node.prepare();

        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void a_damaged_archive_is_refused_and_nothing_half_unpacked_is_left() {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        byte[] whole = new TarArchive().file("a", "1").file("f", noise).gzipped();
        node.application("app.tar.gz", Arrays.copyOf(whole, whole.length / 2));

        assertRefused("application-missing: the application's archive 'montecarlo/1.2/app.tar.gz' cannot be unpacked");
        assertThat(node.preparation.resolve("_dropbatch/app")).doesNotExist();
    }

    @Test
    void an_application_that_was_never_uploaded_is_refused() {
        node.with("DROPBATCH_APP", "montecarlo/1.2");

        assertRefused("application-missing: the application 'montecarlo/1.2' is empty or does not exist");
    }

    @Test
    @NeedsTool("unzip")
    void preparing_twice_changes_nothing() throws IOException {
        node.application("app.zip", zip("Price.java"));
        assertPrepared(node.prepare());

        assertPrepared(node.prepare());

        assertThat(application("Price.java")).isEqualTo("Price.java");
    }

    @Test
    @NeedsTool("unzip")
    void what_a_killed_preparation_left_is_replaced() throws IOException {
        node.application("app.zip", zip("Price.java"));
        Node.write(node.preparation.resolve("_dropbatch/app.unpacking/half"), "h");

        assertPrepared(node.prepare());

        assertThat(node.preparation.resolve("_dropbatch/app/half")).doesNotExist();
        assertThat(application("Price.java")).isEqualTo("Price.java");
    }

    @Test
    void shared_files_are_checked() {
        node.shared("a b';$(touch x)/ü\\.json", "1").sharedPromised("a b';$(touch x)/ü\\.json", Node.sha256("1"));
        assertPrepared(node.prepare());

        node.shared("b.json", "2").sharedPromised("b.json", Node.sha256("other"));

        assertRefused("input-changed: the shared file 'b.json'", Node.sha256("2"));
    }

    @Test
    void many_shared_files_are_taken_out_of_folders_of_the_drop_as_their_list_says() {
        node.inDrop("curves/a b';$(touch x)/ü\\.json", "1").inDrop("-rf", "2").inDrop("curves/late.json", "9");
        node.shared("alone.json", "3");
        node.sharedListed("curves/a b';$(touch x)/ü\\.json", Node.sha256("1"))
                .sharedListed("-rf", "-")
                .sharedListed("alone.json", Node.sha256("3"));

        assertPrepared(node.prepare());
        assertPrepared(node.prepare());

        Finished task = node.command("cd \"$INPUTS\"; find -L . -type f ! -name .keep | sort; cat ./*.json ./-rf")
                .run();
        assertThat(task.content("logs/stdout.txt"))
                .isEqualTo("./-rf\n./alone.json\n./curves/a b';$(touch x)/ü\\.json\n32");
    }

    @Test
    void a_shared_file_of_a_list_is_checked_and_missed_like_any_other() {
        node.inDrop("b.json", "2").sharedListed("b.json", Node.sha256("other"));
        assertRefused("input-changed: the shared file 'b.json'", Node.sha256("2"));

        node.sharedListed("c/gone.json", "-");
        assertRefused("input-missing: the shared file 'c/gone.json' is not there");
    }

    @Test
    void a_shared_file_that_did_not_arrive_is_missed() {
        node.sharedPromised("gone.json", Node.sha256("1"));

        assertRefused("input-missing: the shared file 'gone.json' is not there");
    }

    private void assertRefused(String... words) {
        Finished finished = node.prepare();
        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.stderr()).contains(words).startsWith("dropbatch: ").hasLineCount(1);
    }

    private static void assertPrepared(Finished finished) {
        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.exitCode()).isZero();
    }

    private void assertNothingEscaped() throws IOException {
        try (var files = Files.walk(root)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("escaped");
        }
        assertThat(Path.of("/tmp/dropbatch-escaped")).doesNotExist();
    }

    private String application(String path) {
        return Node.read(preparedFile(path));
    }

    private Path preparedFile(String path) {
        return node.preparation.resolve("_dropbatch/app").resolve(path);
    }

    private Toolbox bareNode() {
        return new Toolbox(root.resolve("tools"))
                .with("awk", "cat", "chmod", "find", "head", "mkdir", "mv", "od", "rm", "sort", "tail", "tr", "xargs");
    }

    private static String busybox(String program) {
        return NeededTools.located("busybox") + " " + program;
    }

    /** The interpreter itself: the program of this name may be a script that needs more of the PATH. */
    private static String python() throws IOException {
        Process process = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    }

    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(bytes(entry));
            }
        }
        return bytes.toByteArray();
    }

    private void assertUnpacked(String name, String packer) throws Exception {
        Path folder = Files.createDirectory(root.resolve("node of " + name));
        Node other = new Node(folder).application(name, packed(new TarArchive().file("lib/ü b.txt", "1"), packer));

        assertPrepared(other.prepare());

        assertThat(Node.read(other.preparation.resolve("_dropbatch/app/lib/ü b.txt")))
                .isEqualTo("1");
    }

    private byte[] packed(TarArchive archive, String packer) throws Exception {
        Path plain = Files.write(root.resolve("plain.gz"), archive.gzipped());
        Path packed = root.resolve("packed");
        Process process =
                new ProcessBuilder("sh", "-c", "gzip -dc '" + plain + "' | " + packer + " > '" + packed + "'").start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllBytes(packed);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
