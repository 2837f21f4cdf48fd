package io.dropbatch.scheduler.harness;

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
        return Node.read(node.preparation.resolve("_dropbatch/app").resolve(path));
    }

    private Toolbox bareNode() {
        return new Toolbox(root.resolve("tools")).with("find", "head", "mkdir", "mv", "rm", "tail");
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
