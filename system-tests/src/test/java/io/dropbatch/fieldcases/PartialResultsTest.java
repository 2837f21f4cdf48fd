package io.dropbatch.fieldcases;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.dropbatch.model.event.EventTopic;
import io.dropbatch.model.event.OutputPartial;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.MissingTask;
import io.dropbatch.model.result.PackageOutcome;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.model.result.RowRange;
import io.dropbatch.systemtests.fixture.CommandRun;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that go on without the tasks that failed, as far as their workloads tolerate it. */
@ExtendWith(SystemExtension.class)
class PartialResultsTest {

    private static final String SUM = """
            merge:
              command: cat "$INPUTS"/*/n | awk '{ s += $1 } END { print s }' > n
              outputs: [n]
              fanIn: 2
            """;

    private static CompletedDrop files;
    private static CompletedDrop merged;
    private static CompletedDrop rows;
    private static CompletedDrop tooMany;
    private static CompletedDrop percentTooLow;
    private static CompletedDrop half;
    private static CompletedDrop whole;
    private static CompletedDrop failedMerge;

    @TempDir
    Path folder;

    @BeforeAll
    static void drop_everything_at_once(RunningSystem system) {
        files = numbers(workload(system, "without-files", "{ file: '*.txt' }", "failure: { tolerate: 2 }"), 6, 2, 5);
        merged = numbers(
                workload(system, "without-merged", "{ file: '*.txt' }", SUM + "failure: { tolerate: \"25%\" }"),
                8,
                1,
                2);
        rows = workload(system, "without-rows", "{ row: t.csv }", "failure: { tolerate: 1 }")
                .withUnlisted("t.csv", "v\n1\nodd\n3\n")
                .marker();
        tooMany = numbers(workload(system, "without-most", "{ file: '*.txt' }", "failure: { tolerate: 1 }"), 6, 1, 2);
        percentTooLow =
                numbers(workload(system, "without-few", "{ file: '*.txt' }", "failure: { tolerate: 10% }"), 6, 3);
        half = numbers(
                workload(system, "without-half", "{ file: '*.txt' }", SUM + "failure: { tolerate: 1000 }"), 4, 1, 2);
        whole = numbers(workload(system, "without-none", "{ file: '*.txt' }", "failure: { tolerate: 2 }"), 3);
        failedMerge = numbers(
                workload(
                        system,
                        "without-merge",
                        "{ file: '*.txt' }",
                        SUM.replace("cat ", "exit 5; cat ") + "failure: { tolerate: 2 }"),
                4);
    }

    private static PreparedDrop workload(RunningSystem system, String name, String forEach, String more) {
        system.publish(name, """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: marker }
                tasks:
                  forEach: %s
                  command: |
                    if grep -q odd "$INPUT"; then echo "odd: $INPUT" >&2; exit 3; fi
                    tail -n 1 "$INPUT" > n
                  outputs: [n]
                  timeout: 1m
                """.formatted(name, forEach) + more);
        return system.drop(name);
    }

    /** Files 1.txt, 2.txt … that hold their numbers, some of them odd ones. */
    private static CompletedDrop numbers(PreparedDrop drop, int count, Integer... odd) {
        for (int number = 1; number <= count; number++) {
            drop.withUnlisted(number + ".txt", List.of(odd).contains(number) ? "odd\n" : number + "\n");
        }
        return drop.marker();
    }

    @Test
    void the_package_says_which_files_are_missing_and_why() {
        OutputPartial partial = files.partial();

        assertThat(partial.missingTasks()).isEqualTo(2);
        assertThat(partial.outputs()).isEqualTo(4);
        assertThat(partial.failure().message()).startsWith("2 of 6 tasks failed. 2.txt and 5.txt: \"odd: ");
        ResultPackage result = ResultPackage.ofPartial(files);
        assertThat(result.result().values()).containsExactly("1\n", "3\n", "4\n", "6\n");
        ResultManifest manifest = result.manifest();
        assertThat(manifest.outcome()).isEqualTo(PackageOutcome.PARTIAL);
        assertThat(manifest.missingTasks())
                .extracting(MissingTask::inputs)
                .containsExactly(List.of("2.txt"), List.of("5.txt"));
        assertThat(manifest.missingTasks()).allSatisfy(task -> {
            assertThat(task.code()).isEqualTo(FailureCode.USER_EXIT);
            assertThat(task.exitCode()).isEqualTo(3);
            assertThat(task.lastWords()).startsWith("odd: ");
            assertThat(task.log()).endsWith("stderr.txt");
        });
        DropStatus status = files.status(DropStatus.State.PARTIAL);
        assertThat(status.missingTasks()).isEqualTo(2);
        assertThat(status.message()).startsWith("Partial: 4 outputs, 8 bytes, ").contains("2.txt and 5.txt");
        assertThat(files.outcomes()).hasSize(1);
    }

    @Test
    void a_subscriber_can_tell_a_partial_result_by_type_and_outcome() {
        files.partial();

        assertThat(files.system().announcements(EventTopic.OUTPUTS).messages(files.submission()))
                .isNotEmpty()
                .extracting(ServiceBusReceivedMessage::getApplicationProperties)
                .allSatisfy(properties -> assertThat(properties)
                        .containsEntry("type", "io.dropbatch.output.partial.v1")
                        .containsEntry("outcome", "partial"));
    }

    @Test
    void the_merge_gets_what_there_is_over_the_levels_that_were_announced() {
        ResultPackage result = ResultPackage.ofPartial(merged);

        assertThat(result.manifest().levels()).containsExactly(8, 4, 2, 1);
        assertThat(result.result().values()).containsExactly("33\n");
        assertThat(result.hashes().keySet().stream().filter(path -> path.startsWith("1-")))
                .hasSize(4);
    }

    @Test
    void at_most_half_of_the_tasks_may_fail_so_that_every_merge_has_something_to_read() {
        assertThat(ResultPackage.ofPartial(half).result().values()).containsExactly("7\n");
    }

    @Test
    void a_missing_row_is_named() {
        ResultPackage result = ResultPackage.ofPartial(rows);

        assertThat(result.manifest().missingTasks())
                .singleElement()
                .satisfies(task -> assertThat(task.rows()).isEqualTo(new RowRange("t.csv", 2, 1)));
        assertThat(rows.partial().failure().message()).startsWith("1 of 3 tasks failed. t.csv, row 2: ");
    }

    @Test
    void one_failure_too_many_fails_the_job() {
        assertThat(tooMany.failed().failure().message()).contains(" of 6 tasks failed. 1.txt and 2.txt: ");
        assertThat(percentTooLow.failed().failure().message()).contains("1 of 6 tasks failed. 3.txt: ");
    }

    @Test
    void a_merge_that_fails_fails_the_job() {
        assertThat(failedMerge.failed().failure().message()).contains("merge round 1, task ");
    }

    @Test
    void a_job_without_failures_is_ready() {
        assertThat(ResultPackage.of(whole).manifest().outcome()).isEqualTo(PackageOutcome.READY);
        assertThat(whole.status(DropStatus.State.READY).missingTasks()).isNull();
    }

    @Test
    void the_command_line_says_that_something_is_missing() {
        files.status(DropStatus.State.PARTIAL);
        String drop = files.trigger().prefix().replaceAll("/$", "");

        CommandRun.Ended watched = files.system().dropbatch("watch", drop);
        CommandRun.Ended downloaded =
                files.system().dropbatch("download", files.submission().value(), "--to", folder.toString());

        assertThat(watched.exitCode()).isEqualTo(3);
        assertThat(watched.said()).contains("partial", "2.txt and 5.txt", "download " + files.submission() + " --logs");
        assertThat(downloaded.exitCode()).isEqualTo(3);
        assertThat(folder.resolve("1.txt/n")).hasContent("1");
        assertThat(folder.resolve("2.txt")).doesNotExist();
    }
}
