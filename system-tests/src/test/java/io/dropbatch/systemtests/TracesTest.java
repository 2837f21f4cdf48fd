package io.dropbatch.systemtests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.systemtests.fixture.BlobEvents;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.ExportedSpan;
import io.dropbatch.systemtests.fixture.ResultPackage;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.ServiceMetrics;
import io.dropbatch.systemtests.fixture.SpanTree;
import io.dropbatch.systemtests.fixture.SystemExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One trace for each drop, which the services export without agreeing on anything but its ids. */
@ExtendWith(SystemExtension.class)
class TracesTest {

    private static final Pattern EXEMPLAR = Pattern.compile(" # \\{.*trace_id=\"([0-9a-f]{32})\"");

    private static final String UNDISTURBED = """
            drop (submission)
              judge (submission)
              plan (submission)
              submission-accepted (submission)
                handle submission-accepted (scheduler)
                  job (scheduler)
                  job-quoted (scheduler)
                  job-scheduled (scheduler)
                    handle job-scheduled (monitor)
                      job-started (monitor)
                      level-completed (monitor)
                        handle level-completed (results)
                          level-verified (results)
                            handle level-verified (scheduler)
                              job-scheduled (scheduler)
                                handle job-scheduled (monitor)
                                  level-completed (monitor)
                                    handle level-completed (results)
                                      level-verified (results)
                                        handle level-verified (scheduler)
                                          job-closed (scheduler)
                                      output-ready (results)
                                level 1 (monitor)
                                  task 1-000001 (monitor)
                              slice 0 (scheduler)
                    level 0 (monitor)
                      task 0-000001 (monitor)
                      task 0-000002 (monitor)
                  pool (scheduler)
                  queue (scheduler)
                  slice 0 (scheduler)""";

    private static final String WITH_A_RETRY = UNDISTURBED.replace("""
                      task 0-000002 (monitor)
            """, """
                      task 0-000002 (monitor)
                        run 1 failed (monitor)
                        run 2 (monitor)
            """);

    @Test
    void a_drop_with_two_levels_and_a_retry_is_one_tree(RunningSystem system) {
        system.awaitQuiet();
        system.publish("traced", traced("traced", system.home().resolve("failed-once")));

        CompletedDrop drop = system.drop("traced").marker();

        drop.ready();
        awaitTree(drop, WITH_A_RETRY);
        List<ExportedSpan> spans = system.spans().of(drop.submission());
        ExportedSpan root = named(spans, "drop");
        assertThat(root.id()).isEqualTo(TraceParent.root(drop.submission()).span());
        assertThat(root.start()).isEqualTo(drop.trigger().uploadedAt().toEpochMilli() * 1000);
        ExportedSpan retried = task(spans, "0-000002");
        assertThat(retried.tags()).containsEntry("retries", "1").containsEntry("exitCode", "0");
        assertThat(spans.stream().filter(span -> span.name().equals("run")))
                .allSatisfy(run -> assertThat(run.start()).isGreaterThanOrEqualTo(retried.start()));
        assertThat(named(spans, "output-ready").end()).isGreaterThan(root.end());
    }

    @Test
    void a_command_can_make_its_own_spans_part_of_the_trace(RunningSystem system) {
        system.publish("joining", traced("joining", system.home().resolve("failed-too")));

        CompletedDrop drop = system.drop("joining").marker();

        JobId job = JobId.of(drop.submission(), 1);
        assertThat(ResultPackage.of(drop).result().values())
                .containsExactly(traceParent(job, TaskId.of(0, 1))
                        + traceParent(job, TaskId.of(0, 2))
                        + traceParent(job, TaskId.of(1, 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULER_URL, dropbatch_drop_to_job_seconds",
        "MONITOR_URL, dropbatch_task_end_to_event_seconds",
        "RESULTS_URL, dropbatch_job_end_to_ready_seconds",
    })
    void a_histogram_names_a_trace_for_a_bucket(String service, String histogram, RunningSystem system) {
        system.publish("counting", ExampleWorkloads.COUNTING);
        system.drop("counting").marker().ready();

        await("an exemplar of " + histogram)
                .atMost(RunningSystem.LIMIT)
                .until(() -> ServiceMetrics.openMetrics(system, service)
                        .lines()
                        .filter(line -> line.startsWith(histogram + "_bucket{"))
                        .map(EXEMPLAR::matcher)
                        .filter(Matcher::find)
                        .anyMatch(exemplar -> system.spans().all().stream()
                                .anyMatch(span -> span.trace().equals(exemplar.group(1)))));
    }

    @Test
    void messages_that_come_again_do_not_fork_the_tree(RunningSystem system) {
        system.awaitQuiet();
        system.publish("forking", traced("forking", Path.of("/")));
        // After its effect, and once more after the announcement: the same message is handled three times.
        system.arm("results.onJob.level-completed.handled");
        system.arm("results.onJob.level-completed.announced");

        CompletedDrop drop = system.drop("forking").marker();
        drop.ready();
        BlobEvents events = new BlobEvents(system);
        events.sendCloudEvent(drop.trigger());
        events.sendGridEvent(drop.trigger());

        String root = TraceParent.root(drop.submission()).span();
        await("the root once more")
                .atMost(RunningSystem.LIMIT)
                .until(() -> system.spans().of(drop.submission()).stream()
                                .filter(span -> span.id().equals(root))
                                .count()
                        >= 2);
        awaitTree(drop, UNDISTURBED);
        assertThat(system.isArmed("results.onJob.level-completed.handled")).isFalse();
        assertThat(system.isArmed("results.onJob.level-completed.announced")).isFalse();
        assertThat(system.spans().of(drop.submission()).stream().collect(groupingBy(ExportedSpan::id)))
                .allSatisfy((id, copies) -> assertThat(copies.stream()
                                .map(copy -> copy.parent() + " " + copy.name())
                                .collect(toSet()))
                        .hasSize(1));
    }

    private static void awaitTree(CompletedDrop drop, String tree) {
        await("the trace of " + drop)
                .atMost(RunningSystem.LIMIT)
                .untilAsserted(
                        () -> assertThat(SpanTree.of(drop.system().spans().of(drop.submission())))
                                .isEqualTo(tree));
    }

    private static String traceParent(JobId job, TaskId task) {
        return TraceParent.task(job, task).header(true) + "\n";
    }

    private static ExportedSpan named(List<ExportedSpan> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ExportedSpan task(List<ExportedSpan> spans, String task) {
        return spans.stream()
                .filter(span -> task.equals(span.tags().get("task")))
                .findFirst()
                .orElseThrow();
    }

    /** Two tasks and their merge, of which the second fails until the file is there, which it makes. */
    private static String traced(String name, Path failedOnce) {
        return """
                apiVersion: dropbatch/v1
                name: %s
                start: { on: marker }
                tasks:
                  forEach: { repeat: 2 }
                  command: |
                    if [ "$TASK_INDEX" = 2 ] && ! [ -e '%s' ]; then : > '%s'; exit 1; fi
                    echo "$TRACEPARENT" > trace.txt
                  outputs: ["trace.txt"]
                  timeout: 1m
                  retries: 1
                merge:
                  command: cat "$INPUTS"/*/trace.txt > trace.txt; echo "$TRACEPARENT" >> trace.txt
                  outputs: ["trace.txt"]
                  fanIn: 2
                pool: { nodes: { min: 0, max: 1 }, slotsPerNode: 2 }
                """.formatted(name, failedOnce, failedOnce);
    }
}
