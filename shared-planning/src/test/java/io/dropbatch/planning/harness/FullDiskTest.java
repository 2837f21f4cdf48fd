package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.model.outcome.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk: the marker still gets out. */
class FullDiskTest {

    /** Runs the task on a disk of its own, in a mount namespace that vanishes with it, and brings the marker out. */
    private static final String ON_A_SMALL_DISK = """
            disk=$AZ_BATCH_TASK_WORKING_DIR
            mount -t tmpfs -o size=256k none "$disk" && mkdir -p "$disk/_dropbatch/in" || exit 99
            cd "$disk"
            "$@"
            code=$?
            mkdir -p "$KEEP" && cp -r "$disk/_dropbatch/up" "$KEEP/"
            exit $code
            """;

    private final Node node;
    private final Path keep;

    FullDiskTest(@TempDir Path root) {
        node = new Node(root);
        keep = root.resolve("kept");
        node.with("KEEP", keep.resolve("_dropbatch").toString());
    }

    private Finished runOnASmallDisk() throws IOException, InterruptedException {
        String namespaces = mayMount("-m") ? "-m" : "-rm";
        NeededTools.require(mayMount(namespaces), "This test needs a mount namespace, which this machine forbids.");
        Finished finished = node.runThrough("unshare", namespaces, "sh", "-c", ON_A_SMALL_DISK, "sh");
        return new Finished(finished.exitCode(), finished.stderr(), keep);
    }

    private static boolean mayMount(String namespaces) throws IOException, InterruptedException {
        Process probe = new ProcessBuilder("unshare", namespaces, "sh", "-c", "mount -t tmpfs none /mnt").start();
        return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    }

    @Test
    @NeedsTool({"unshare", "mount"})
    void a_command_that_fails_on_a_full_disk_is_reported() throws Exception {
        node.command("echo begun >&2; head -c 9000000 /dev/zero > big || exit 9");

        Finished finished = runOnASmallDisk();

        assertThat(finished.exitCode()).isEqualTo(9);
        assertThat(finished.failure()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(finished.stderrTail()).contains("begun");
    }

    @Test
    @NeedsTool({"unshare", "mount"})
    void a_command_that_does_not_notice_the_full_disk_is_no_success() throws Exception {
        node.command("echo 1 > a.txt; cat /dev/zero > big; exit 0").outputs("a.txt");

        Finished finished = runOnASmallDisk();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.PLATFORM);
        assertThat(finished.message()).contains("disk is full");
        assertThat(finished.marker().outputs()).isEmpty();
    }

    @Test
    @NeedsTool({"unshare", "mount"})
    void outputs_that_have_to_be_copied_and_do_not_fit_are_reported() throws Exception {
        // A link to a file on another disk cannot be a hard link.
        Path big = Files.write(keep.resolveSibling("big"), new byte[1_000_000]);
        node.with("BIG", big.toString()).command("ln -s \"$BIG\" big").outputs("big");

        Finished finished = runOnASmallDisk();

        assertThat(finished.exitCode()).isEqualTo(70);
        assertThat(finished.failure()).isEqualTo(FailureCode.PLATFORM);
        assertThat(finished.message()).contains("disk is full").contains("staged");
    }

    @Test
    @NeedsTool({"unshare", "mount"})
    void outputs_from_another_disk_are_copied() throws Exception {
        Path other = Files.writeString(keep.resolveSibling("other"), "1");
        node.with("OTHER", other.toString())
                .command("mkdir o; ln -s \"$OTHER\" o/link; echo 2 > o/own")
                .outputs("o/*");

        Finished finished = runOnASmallDisk();

        assertThat(finished.stderr()).isEmpty();
        assertThat(finished.staged()).containsExactly("_task.json", "out/o/link", "out/o/own");
        assertThat(finished.content("out/o/link")).isEqualTo("1");
    }

    @Test
    void a_limit_on_the_size_of_files_is_the_commands_failure() {
        Finished finished = node.command("head -c 9000000 /dev/zero > big")
                .outputs("big")
                .runThrough("/bin/sh", "-c", "ulimit -f 100; exec \"$@\"", "sh");

        assertThat(finished.failure()).isEqualTo(FailureCode.USER_EXIT);
        assertThat(finished.message()).contains("signal 25");
    }
}
