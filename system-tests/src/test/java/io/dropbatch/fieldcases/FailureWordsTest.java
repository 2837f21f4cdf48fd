package io.dropbatch.fieldcases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import io.dropbatch.model.result.RowRange;
import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Failures speak of the user's files, and results of like names can be told apart by them. */
@ExtendWith(SystemExtension.class)
class FailureWordsTest {

    private static final String TABLE = "id,price\na,1\nb,2\nc,\"three\nand a half\"\nd,4\ne,5\n";

    private static CompletedDrop file;
    private static CompletedDrop row;
    private static CompletedDrop rows;
    private static CompletedDrop repeated;
    private static CompletedDrop merge;
    private static CompletedDrop many;
    private static CompletedDrop alike;
    private static CompletedDrop alikeRows;

    @TempDir
    Path folder;

    @BeforeAll
    static void drop_everything_at_once(RunningSystem system) {
        String odd =
                "if grep -q odd -- \\\"$INPUT\\\"; then echo reading >&2; echo no such curve >&2; exit 3; fi; echo > n";
        file = workload(system, "words-file", "{ file: '**/*.txt' }", odd, "")
                .withUnlisted("dir/q 2.txt", "odd")
                .withUnlisted("fine.txt", "even")
                .marker();
        String three = "if grep -q -e three -e ,4 -- \\\"$INPUT\\\"; then echo not a price >&2; exit 1; fi; echo > n";
        row = workload(system, "words-row", "{ row: prices.csv }", three.replace("-e ,4 ", ""), "")
                .withUnlisted("prices.csv", TABLE)
                .marker();
        rows = workload(
                        system,
                        "words-rows",
                        "{ row: prices.csv, chunk: 2, sweep: { mode: [fine, exact] } }",
                        three.replace("if ", "if test $PARAM_MODE = exact && "),
                        "")
                .withUnlisted("prices.csv", TABLE)
                .marker();
        repeated = workload(system, "words-repeat", "{ repeat: 3 }", "test $TASK_INDEX != 2 && echo > n", "")
                .marker();
        merge = workload(
                        system,
                        "words-merge",
                        "{ repeat: 2 }",
                        "echo > n",
                        "merge: { command: 'echo cannot add >&2; exit 4', outputs: [n] }")
                .marker();
        String kinds = "case $(cat -- \\\"$INPUT\\\") in"
                + " a) echo \\\"$INPUT: line $TASK_INDEX is odd\\\" >&2; exit 1 ;;"
                + " b) echo MemoryError >&2; exit 1 ;;"
                + " c) exit 1 ;;"
                + " d) : > other ;;"
                + " *) echo > n ;; esac";
        many = workload(system, "words-many", "{ file: '*' }", kinds, "failure: { tolerate: 9 }")
                .withUnlisted("a1.in", "a")
                .withUnlisted("a2.in", "a")
                .withUnlisted("a3.in", "a")
                .withUnlisted("a4.in", "a")
                .withUnlisted("b1.in", "b")
                .withUnlisted("b2.in", "b")
                .withUnlisted("c1.in", "c")
                .withUnlisted("d1.in", "d")
                .withUnlisted("e1.in", "")
                .withUnlisted("e2.in", "")
                .withUnlisted("e3.in", "")
                .withUnlisted("e4.in", "")
                .withUnlisted("e5.in", "")
                .withUnlisted("e6.in", "")
                .withUnlisted("e7.in", "")
                .withUnlisted("e8.in", "")
                .marker();
        alike = workload(system, "words-alike", "{ file: '**/*.txt' }", "wc -c < \\\"$INPUT\\\" > n", "")
                .withUnlisted("a.txt", "1")
                .withUnlisted("b.txt", "12")
                .withUnlisted("deep/a.txt", "123")
                .marker();
        alikeRows = workload(system, "words-alike-rows", "{ row: r.csv, chunk: 2 }", "tail -n 1 \\\"$INPUT\\\" > n", "")
                .withUnlisted("r.csv", "x\n1\n2\n3\n")
                .marker();
    }

    private static PreparedDrop workload(
            RunningSystem system, String name, String forEach, String command, String more) {
        system.publish(name, """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: marker }
                tasks:
                  forEach: %s
                  command: "%s"
                  outputs: ["n"]
                  timeout: 1m
                %s
                """.formatted(name, forEach, command, more));
        return system.drop(name);
    }

    @Test
    void a_failed_file_is_named_and_its_own_last_words_come_first() {
        Failure failure = file.failed().failure();

        assertThat(failure.message())
                .isEqualTo("1 of 2 tasks failed. dir/q 2.txt: \"no such curve\" (the command exited with code 3).");
        assertThat(failure.stderrTail()).isEqualTo("reading\nno such curve");
        assertThat(file.status(DropStatus.State.FAILED).message()).isEqualTo(failure.message());
    }

    @Test
    void a_failed_row_is_named_by_its_number_and_key() {
        assertThat(row.failed().failure().message())
                .isEqualTo("1 of 5 tasks failed. prices.csv, row 3 (ID=c): \"not a price\""
                        + " (the command exited with code 1).");
        assertThat(row.manifest(row.failed()).missingTasks()).singleElement().satisfies(task -> {
            assertThat(task.inputs()).containsExactly("prices.csv");
            assertThat(task.rows()).isEqualTo(new RowRange("prices.csv", 3, 1));
            assertThat(task.parameters()).containsExactly(entry("ID", "c"), entry("PRICE", "three\nand a half"));
        });
    }

    @Test
    void several_rows_of_a_task_are_named_by_first_and_last_and_what_they_were_run_with() {
        assertThat(rows.failed().failure().message())
                .isEqualTo("1 of 6 tasks failed. prices.csv, rows 3 to 4 (MODE=exact): \"not a price\""
                        + " (the command exited with code 1).");
        ResultManifest manifest = rows.manifest(rows.failed());
        assertThat(manifest.missingTasks())
                .singleElement()
                .satisfies(task -> assertThat(task.parameters()).containsExactly(entry("MODE", "exact")));
        assertThat(manifest.outputs())
                .isNotEmpty()
                .allSatisfy(output -> assertThat(output.parameters())
                        .containsExactly(entry("MODE", output.task().index() % 2 == 1 ? "fine" : "exact")));
    }

    @Test
    void a_repeated_task_has_its_number_only() {
        assertThat(repeated.failed().failure().message())
                .isEqualTo("1 of 3 tasks failed. task 2: the command exited with code 1.");
    }

    @Test
    void a_failed_merge_is_told_as_one() {
        assertThat(merge.failed().failure().message())
                .isEqualTo("1 of 1 task failed. merge round 1, task 1: \"cannot add\""
                        + " (the command exited with code 4).");
    }

    @Test
    void failures_of_one_cause_are_told_once_with_their_count() {
        Failure failure = many.partial().failure();

        assertThat(failure.message())
                .startsWith("8 of 16 tasks failed. a1.in; a2.in and 2 more: \"a1.in: line 1 is odd\"")
                .contains(" (the command exited with code 1). b1.in and b2.in: \"MemoryError\" (the command exited with"
                        + " code 1). ")
                .endsWith(" 1 more cause: see the manifest.");
        assertThat(many.status(DropStatus.State.PARTIAL).causes())
                .extracting(FailureCause::code, FailureCause::count, FailureCause::tasks)
                .containsExactly(
                        tuple(FailureCode.USER_EXIT, 4, List.of("a1.in", "a2.in", "a3.in", "a4.in")),
                        tuple(FailureCode.USER_EXIT, 2, List.of("b1.in", "b2.in")),
                        tuple(FailureCode.USER_EXIT, 1, List.of("c1.in")),
                        tuple(FailureCode.OUTPUT_MISSING, 1, List.of("d1.in")));
    }

    @Test
    void every_output_knows_the_input_it_came_from() {
        ResultManifest manifest = alike.manifest(alike.ready());

        assertThat(manifest.outcome()).isEqualTo(PackageOutcome.READY);
        assertThat(manifest.outputs())
                .extracting(ManifestOutput::inputs)
                .containsExactly(List.of("a.txt"), List.of("b.txt"), List.of("deep/a.txt"));
        assertThat(alikeRows.manifest(alikeRows.ready()).outputs())
                .extracting(ManifestOutput::rows)
                .containsExactly(new RowRange("r.csv", 1, 2), new RowRange("r.csv", 3, 1));
    }

    @Test
    void results_of_like_names_are_downloaded_into_folders_named_by_their_inputs() throws IOException {
        alike.ready();
        alikeRows.ready();

        download(alike);
        Map<String, String> files = filesIn(folder);
        download(alikeRows, folder.resolve("rows"));

        assertThat(files).isEqualTo(Map.of("a.txt/n", "1\n", "b.txt/n", "2\n", "deep/a.txt/n", "3\n"));
        assertThat(zipOf(alike)).isEqualTo(files);
        assertThat(filesIn(folder.resolve("rows"))).isEqualTo(Map.of("rows-1-2/n", "2\n", "row-3/n", "3\n"));
    }

    @Test
    void the_log_of_a_failed_task_can_be_fetched() throws IOException {
        OutputFailed failed = file.failed();

        CommandRun.Ended ended =
                file.system().dropbatch("download", file.submission().value(), "--logs", "--to", folder.toString());

        assertThat(ended.exitCode()).isZero();
        assertThat(filesIn(folder)).isEqualTo(Map.of("logs/dir/q 2.txt/stderr.txt", "reading\nno such curve\n"));
        assertThat(failed.failure().log()).endsWith("/logs/stderr.txt");
    }

    private void download(CompletedDrop drop) {
        download(drop, folder);
    }

    private static void download(CompletedDrop drop, Path to) {
        CommandRun.Ended ended =
                drop.system().dropbatch("download", drop.submission().value(), "--to", to.toString());
        assertThat(ended.exitCode()).as(ended.said()).isZero();
    }

    private static Map<String, String> filesIn(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(each).toString(), Files.readString(each));
            }
        }
        return files;
    }

    private static Map<String, String> zipOf(CompletedDrop drop) {
        URI address =
                URI.create(drop.system().address("RESULTS_URL") + "/submissions/" + drop.submission() + "/outputs.zip");
        Map<String, String> files = new TreeMap<>();
        try (InputStream content = address.toURL().openStream();
                ZipInputStream zip = new ZipInputStream(content)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
