package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SplitPlanned;
import io.dropbatch.model.event.SplitRefused;
import io.dropbatch.model.event.SplitVerified;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.plan.SplitOutputs;
import io.dropbatch.model.result.VerifiedTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A drop is split by a task first; the tasks of its map level are made from what that wrote. */
class PlanMapTest {

    private static final String HASH = "ab".repeat(32);

    private final SubmissionFixture fixture = new SubmissionFixture();

    @Test
    void is_accepted_with_one_task_that_gets_all_that_is_not_shared() {
        SubmissionAccepted accepted = drop("file: 'parts/*'", "shared: [scale.txt]", "");

        assertThat(accepted.levels()).containsExactly(1, 1, 1);
        assertThat(accepted.mapLevel()).isEqualTo(1);
        assertThat(accepted.inputs()).isEqualTo(3);
        Plan plan = fixture.plan(accepted.submission());
        assertThat(plan.hasMapTasks()).isFalse();
        assertThat(plan.slices()).isZero();
        assertThat(plan.shared()).extracting(PlannedInput::path).containsExactly("scale.txt");
        assertThat(plan.ignored().count()).isZero();
        PlannedTask split = splitTask(accepted.submission());
        assertThat(split.index()).isEqualTo(1);
        assertThat(split.inputs()).extracting(PlannedInput::path).containsExactly("a.txt", "b.txt");
        assertThat(plan.extent().largest()).isEqualTo(split);
    }

    @Test
    void a_shared_pattern_that_matches_nothing_is_refused_before_anything_runs() {
        workload("file: 'parts/*'", "shared: [none.txt]", "");
        fixture.upload("pieces/x/a.txt", "1");

        SubmissionRejected rejected = only(fixture.drop("pieces/x/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().message())
                .isEqualTo("No input matches 'none.txt' (tasks.shared): the drop has one file: a.txt.");
    }

    @Test
    void the_files_that_the_split_wrote_become_tasks() {
        SubmissionAccepted accepted = drop("file: 'parts/*.txt'", "shared: [scale.txt]", "");

        SplitPlanned planned = only(
                verified(accepted, Map.of("parts/1.txt", "one", "parts/2.txt", "two", "log", "")), SplitPlanned.class);

        assertThat(planned.levels()).containsExactly(1, 2, 1);
        assertThat(planned.mapLevel()).isEqualTo(1);
        assertThat(planned.parts()).isEqualTo(3);
        assertThat(planned.partBytes()).isEqualTo(6);
        assertThat(planned.plan()).isEqualTo(SystemLayout.mapPlan(accepted.submission()));
        Plan plan = map(accepted.submission());
        assertThat(plan.split()).isEqualTo(new SplitOutputs(folder(accepted), 3, 6));
        assertThat(plan.mapTasks()).isEqualTo(2);
        assertThat(plan.shared()).extracting(PlannedInput::path).containsExactly("scale.txt");
        assertThat(plan.notes()).containsExactly("The split wrote 3 files; no task gets 1 of them, such as log.");
        assertThat(tasks(plan))
                .containsExactly(
                        new PlannedTask(1, List.of(new PlannedInput("parts/1.txt", 3, "", HASH)), null, Map.of()),
                        new PlannedTask(2, List.of(new PlannedInput("parts/2.txt", 3, "", HASH)), null, Map.of()));
    }

    @Test
    void the_rows_of_a_file_that_the_split_wrote_become_tasks() {
        SubmissionAccepted accepted = drop("row: rows.csv, sweep: { a: [1, 2] }", "", "");

        SplitPlanned planned = only(verified(accepted, Map.of("rows.csv", "name\nu\nv\n")), SplitPlanned.class);

        assertThat(planned.levels()).containsExactly(1, 4, 1);
        Plan plan = map(accepted.submission());
        assertThat(plan.rowFile().input().path()).isEqualTo("rows.csv");
        assertThat(plan.rowFile().input().sha256()).isEqualTo(HASH);
        assertThat(plan.rowFile().headerBytes()).isEqualTo(5);
        assertThat(tasks(plan))
                .extracting(PlannedTask::rows)
                .containsExactly(
                        new RowSlice(5, 2, 1), new RowSlice(5, 2, 1), new RowSlice(7, 2, 1), new RowSlice(7, 2, 1));
        assertThat(tasks(plan).get(3).parameters()).isEqualTo(Map.of("A", "2", "NAME", "v"));
    }

    @Test
    void a_repeated_message_finds_the_plan_whatever_has_changed_since() {
        SubmissionAccepted accepted = drop("file: 'parts/*'", "", "");
        SplitPlanned first = only(verified(accepted, Map.of("parts/1.txt", "one")), SplitPlanned.class);
        byte[] head = read(SystemLayout.mapPlan(accepted.submission()));

        SplitPlanned again =
                only(verified(accepted, Map.of("parts/1.txt", "one", "parts/2.txt", "two")), SplitPlanned.class);

        assertThat(again).isEqualTo(first);
        assertThat(read(SystemLayout.mapPlan(accepted.submission()))).isEqualTo(head);
        assertThat(fixture.plan(accepted.submission()).hasMapTasks()).isFalse();
    }

    @Test
    void an_end_before_the_head_is_written_leaves_no_plan_and_changes_nothing() {
        SubmissionAccepted accepted = drop("file: 'parts/*'", "", "");
        fixture.beforeHead = () -> {
            throw new IllegalStateException("ended here");
        };
        fixture.start();
        assertThatThrownBy(() -> verified(accepted, Map.of("parts/1.txt", "one")))
                .hasMessage("ended here");
        byte[] slice = read(SystemLayout.planSlice(accepted.submission(), 0));
        assertThat(fixture.system.read(SystemLayout.mapPlan(accepted.submission())))
                .isEmpty();
        fixture.beforeHead = () -> {};
        fixture.start();

        SplitPlanned planned = only(verified(accepted, Map.of("parts/1.txt", "one")), SplitPlanned.class);

        assertThat(planned.levels()).containsExactly(1, 1, 1);
        assertThat(read(SystemLayout.planSlice(accepted.submission(), 0))).isEqualTo(slice);
    }

    @Test
    void files_that_match_no_pattern_end_the_drop() {
        SubmissionAccepted accepted = drop("file: 'parts/*.csv'", "", "");

        SplitRefused refused = only(verified(accepted, Map.of("parts.txt", "1")), SplitRefused.class);

        assertThat(refused.failure().code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(refused.failure().message())
                .isEqualTo(
                        "No output of the split matches 'parts/*.csv' (tasks.forEach.file): the split wrote one file:"
                                + " parts.txt.");
    }

    @Test
    void a_row_file_that_is_not_there_ends_the_drop() {
        SubmissionAccepted accepted = drop("row: rows.csv", "", "");

        SplitRefused refused = only(verified(accepted, Map.of("rows.CSV", "a\n1\n")), SplitRefused.class);

        assertThat(refused.failure().code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(refused.failure().message())
                .startsWith("There is no output of the split 'rows.csv' (tasks.forEach.row): the split wrote one file:"
                        + " rows.CSV. It has 'rows.CSV':");
    }

    @Test
    void a_row_file_that_cannot_be_read_ends_the_drop() {
        SubmissionAccepted accepted = drop("row: rows.csv", "", "");

        SplitRefused refused = only(verified(accepted, Map.of("rows.csv", "a,b\n\"1,2\n")), SplitRefused.class);

        assertThat(refused.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
        assertThat(refused.failure().message())
                .startsWith("After the split: The file 'rows.csv' (tasks.forEach.row) has a fault in line 2");
    }

    @Test
    void a_row_file_that_was_replaced_after_it_was_verified_ends_the_drop() {
        SubmissionAccepted accepted = drop("row: rows.csv", "", "");
        SplitVerified fact = split(accepted, Map.of("rows.csv", "a\n1\n"));
        fixture.write(fixture.outputs, folder(accepted) + "rows.csv", "a\n1\n2\n");

        SplitRefused refused = only(fixture.useCases.planMap().verified(fact), SplitRefused.class);

        assertThat(refused.failure().code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(refused.failure().message())
                .isEqualTo("The output of the split 'rows.csv' cannot be an input of a task: it was deleted or replaced"
                        + " after it was verified.");
    }

    @Test
    void more_tasks_than_the_limit_end_the_drop_before_any_of_them_runs() {
        SubmissionAccepted accepted = drop("file: 'parts/*'", "", "limits: { maxTasks: 1 }\n");

        SplitRefused refused = only(verified(accepted, Map.of("parts/1", "1", "parts/2", "2")), SplitRefused.class);

        assertThat(refused.failure().code()).isEqualTo(FailureCode.QUOTA);
        assertThat(refused.failure().message())
                .isEqualTo("The drop makes 2 tasks; limits.maxTasks of the workload allows 1.");
        assertThat(fixture.system.read(SystemLayout.mapPlan(accepted.submission())))
                .isEmpty();
    }

    @Test
    void a_name_that_no_node_can_hold_or_that_a_shared_file_has_ends_the_drop() {
        SubmissionAccepted accepted = drop("file: '**'", "shared: [scale.txt]", "");

        SplitRefused taken = only(verified(accepted, Map.of("scale.txt", "1")), SplitRefused.class);
        SplitRefused hostile = only(verified(accepted, Map.of("a\nb", "1")), SplitRefused.class);

        assertThat(taken.failure().message())
                .isEqualTo("The output of the split 'scale.txt' cannot be an input of a task: a shared input"
                        + " (tasks.shared) has the same path; choose another name.");
        assertThat(hostile.failure().code()).isEqualTo(FailureCode.OUTPUT_MISSING);
        assertThat(hostile.failure().message()).startsWith("The output of the split 'a?b' cannot be an input");
    }

    private SubmissionAccepted drop(String forEach, String tasks, String rest) {
        workload(forEach, tasks, rest);
        fixture.upload("pieces/x/a.txt", "1");
        fixture.upload("pieces/x/b.txt", "2");
        fixture.upload("pieces/x/scale.txt", "3");
        return only(fixture.drop("pieces/x/_READY", ""), SubmissionAccepted.class);
    }

    private void workload(String forEach, String tasks, String rest) {
        fixture.workload("pieces", """
                start: { on: marker }
                split: { command: x, outputs: ["**"] }
                tasks: { forEach: { %s }, command: x, outputs: [y]%s }
                merge: { command: x, outputs: [y] }
                %s""".formatted(forEach, tasks.isEmpty() ? "" : ", " + tasks, rest));
    }

    private HandlerResult verified(SubmissionAccepted accepted, Map<String, String> files) {
        return fixture.useCases.planMap().verified(split(accepted, files));
    }

    /** The task that splits has run, and results-service has found its outputs to be sound. */
    private SplitVerified split(SubmissionAccepted accepted, Map<String, String> files) {
        JobId job = job(accepted);
        List<VerifiedTask.VerifiedOutput> outputs = new ArrayList<>();
        files.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(file -> {
            fixture.write(fixture.outputs, folder(accepted) + file.getKey(), file.getValue());
            outputs.add(new VerifiedTask.VerifiedOutput(
                    file.getKey(), file.getValue().getBytes(UTF_8).length, HASH, ""));
        });
        String base = folder(accepted).replaceFirst("out/$", "");
        VerifiedTask task = new VerifiedTask(TaskId.of(0, 1), "run-1", base, outputs);
        String path = SystemLayout.levelOutputs(job, 0);
        fixture.system.write(path, (new String(ModelJson.write(task), UTF_8) + "\n").getBytes(UTF_8), "text/plain");
        return new SplitVerified(accepted.submission(), accepted.workload(), job, path);
    }

    private static JobId job(SubmissionAccepted accepted) {
        return JobId.of(accepted.submission(), 1);
    }

    private static String folder(SubmissionAccepted accepted) {
        return OutputLayout.task(job(accepted), TaskId.of(0, 1)) + "/run-1/out/";
    }

    private PlannedTask splitTask(SubmissionId submission) {
        return ModelJson.read(read(SystemLayout.splitTask(submission)), PlannedTask.class);
    }

    private Plan map(SubmissionId submission) {
        return ModelJson.read(read(SystemLayout.mapPlan(submission)), Plan.class);
    }

    private List<PlannedTask> tasks(Plan plan) {
        return new String(read(SystemLayout.planSlice(plan.submission(), 0)), UTF_8)
                .lines()
                .map(line -> ModelJson.read(line, PlannedTask.class))
                .toList();
    }

    private byte[] read(String path) {
        return fixture.system.read(path).orElseThrow().bytes();
    }
}
