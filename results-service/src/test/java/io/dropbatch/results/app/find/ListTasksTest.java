package io.dropbatch.results.app.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCause;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.model.view.TaskSummary;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.find.ListTasks.TaskPage;
import io.dropbatch.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListTasksTest {

    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

    private static final TaskFilter FAILED = new TaskFilter(TaskSummary.State.FAILED, null, null, null, null);

    private final SettableClock clock = new SettableClock(NOW);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void names_each_task_by_its_file_and_says_how_it_ended() {
        DropScenario drop = DropScenario.accepted(fixture, NOW, 3, 1)
                .taskRuns(TaskId.of(0, 1), "node-1", "run", "out")
                .failed(TaskId.of(0, 3), new Failure(FailureCode.USER_EXIT, "exit 3", "0-000003", 3, "a\nboom", null));
        fixture.status.accepted(drop.acceptedFact());
        drop.levelCompleted(0);

        TaskPage page =
                fixture.tasks.list(drop.submission, TaskFilter.ANY, null, 10).orElseThrow();

        assertThat(page.next()).isNull();
        assertThat(page.tasks())
                .extracting(TaskSummary::name, TaskSummary::state, TaskSummary::lastWords)
                .containsExactly(
                        tuple("in-1.txt", TaskSummary.State.SUCCEEDED, null),
                        tuple("in-2.txt", TaskSummary.State.OPEN, null),
                        tuple("in-3.txt", TaskSummary.State.FAILED, "boom"),
                        tuple("merge round 1, task 1", TaskSummary.State.OPEN, null));
    }

    @Test
    void finds_exactly_the_failed_ones_among_a_hundred_thousand_page_by_page() {
        DropScenario drop = DropScenario.accepted(fixture, NOW, 100_000);
        fixture.status.accepted(drop.acceptedFact());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int index = 1; index <= 100_000; index++) {
            lines.writeBytes(ModelJson.write(record(index, index % 10_000 != 0)));
            lines.write('\n');
        }
        fixture.system.write(SystemLayout.levelTasks(drop.job, 0), lines.toByteArray(), "application/jsonl");

        List<String> failed = new ArrayList<>();
        int pages = 0;
        TaskId after = null;
        do {
            TaskPage page =
                    fixture.tasks.list(drop.submission, FAILED, after, 4).orElseThrow();
            page.tasks().forEach(task -> failed.add(task.task() + " " + task.name()));
            after = page.next();
            pages++;
        } while (after != null);

        assertThat(pages).isEqualTo(3);
        assertThat(failed)
                .hasSize(10)
                .startsWith("0-010000 in-10000.txt", "0-020000 in-20000.txt")
                .endsWith("0-100000 in-100000.txt");
    }

    @Test
    void looks_for_tasks_by_level_cause_and_text() {
        DropScenario drop = DropScenario.accepted(fixture, NOW, 3, 1)
                .taskRuns(TaskId.of(0, 1), "node-1", "run", "out")
                .failed(TaskId.of(0, 2), new Failure(FailureCode.TIMEOUT, "too long", "0-000002", 3, null, null))
                .failed(TaskId.of(0, 3), new Failure(FailureCode.USER_EXIT, "exit 3", "0-000003", 3, "a\nBoom", null));
        fixture.status.accepted(drop.acceptedFact());
        drop.levelCompleted(0);

        assertThat(ids(drop, new TaskFilter(null, 1, null, null, null))).containsExactly("1-000001");
        assertThat(ids(drop, new TaskFilter(null, null, FailureCode.TIMEOUT, null, null)))
                .containsExactly("0-000002");
        assertThat(ids(drop, new TaskFilter(null, null, null, null, " bOOm "))).containsExactly("0-000003");
        assertThat(ids(drop, new TaskFilter(TaskSummary.State.FAILED, 0, null, null, "in-2")))
                .containsExactly("0-000002");
        assertThat(ids(drop, new TaskFilter(TaskSummary.State.SUCCEEDED, 1, null, null, null)))
                .isEmpty();
    }

    @Test
    void lists_exactly_the_tasks_of_each_cause_that_the_status_tells() {
        DropScenario drop = DropScenario.accepted(fixture, NOW, 6);
        fixture.status.accepted(drop.acceptedFact());
        Failure first = exit("0-000001", "row 1: no strike", "log");
        drop.failed(TaskId.of(0, 1), first)
                .failed(TaskId.of(0, 2), exit("0-000002", "disk full", "log"))
                .taskRuns(TaskId.of(0, 3), "node-1", "run", "out")
                .failed(TaskId.of(0, 4), exit("0-000004", "row 44: no strike", "log"))
                // Nobody read its log: it counts with the first one that ended so.
                .failed(TaskId.of(0, 5), exit("0-000005", null, null))
                .failed(TaskId.of(0, 6), exit("0-000006", "disk full", "log"));
        fixture.verify.verify(drop.levelCompleted(0, first));

        List<FailureCause> causes =
                fixture.browse.status(drop.submission).orElseThrow().causes();

        assertThat(causes).extracting(FailureCause::count).containsExactly(3, 2);
        assertThat(ids(drop, ofCause(0))).containsExactly("0-000001", "0-000004", "0-000005");
        assertThat(ids(drop, ofCause(1))).containsExactly("0-000002", "0-000006");
        assertThat(ids(drop, ofCause(2))).isEmpty();
        assertThat(ids(drop, ofCause(-1))).isEmpty();
    }

    private static TaskFilter ofCause(int cause) {
        return new TaskFilter(null, null, null, cause, null);
    }

    private static Failure exit(String task, @Nullable String stderr, @Nullable String log) {
        return new Failure(FailureCode.USER_EXIT, "exit 3", task, 3, stderr, log);
    }

    private List<String> ids(DropScenario drop, TaskFilter filter) {
        return fixture.tasks.list(drop.submission, filter, null, 10).orElseThrow().tasks().stream()
                .map(task -> task.task().value())
                .toList();
    }

    @Test
    void a_drop_that_nobody_has_heard_of_has_no_list() {
        DropScenario drop = DropScenario.accepted(fixture, NOW, 1);

        assertThat(fixture.tasks.list(drop.submission, TaskFilter.ANY, null, 10))
                .isEmpty();
    }

    @Test
    void the_log_of_the_last_run_is_found_and_no_output_of_that_name() {
        TaskId task = TaskId.of(0, 1);
        DropScenario drop = DropScenario.accepted(fixture, NOW, 1);
        fixture.status.accepted(drop.acceptedFact());
        fixture.outputs.write(drop.base(task, "a") + "logs/stderr.txt", DropScenario.bytes("first"), "text/plain");
        clock.advance(Duration.ofSeconds(1));
        fixture.outputs.write(drop.base(task, "b") + "logs/stderr.txt", DropScenario.bytes("second"), "text/plain");
        clock.advance(Duration.ofSeconds(1));
        fixture.outputs.write(drop.base(task, "b") + "out/logs/stderr.txt", DropScenario.bytes("x"), "text/plain");

        assertThat(fixture.logs.find(drop.submission, task, ReadLogs.LogStream.STDERR))
                .hasValueSatisfying(log -> assertThat(log.path()).isEqualTo(drop.base(task, "b") + "logs/stderr.txt"));
        assertThat(fixture.logs.find(drop.submission, task, ReadLogs.LogStream.STDOUT))
                .isEmpty();
    }

    private static TaskRecord record(int index, boolean success) {
        return new TaskRecord(TaskId.of(0, index), success, success ? 0 : 1, "n", NOW, NOW, 0, 0, null);
    }
}
