package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings of parameters become tasks, alone or with each file or row. */
class PlanSweepTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @Test
    void a_sweep_alone_needs_no_file() {
        workload("sweep: { a: [1, 2], b: { from: 0, to: 0.2, steps: 3 } }", "");

        List<PlannedTask> tasks = tasks(drop());

        assertThat(tasks).extracting(PlannedTask::index).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tasks.get(1).parameters()).isEqualTo(Map.of("A", "1", "B", "0.1"));
        assertThat(tasks.get(5).parameters()).isEqualTo(Map.of("A", "2", "B", "0.2"));
    }

    @Test
    void each_file_is_run_with_every_setting() {
        workload("file: '*.inp', sweep: { a: [1, 2] }", "");
        fixture.upload("beam/x/one.inp", "1");
        fixture.upload("beam/x/two.inp", "1");

        assertThat(tasks(drop()))
                .extracting(
                        task -> task.inputs().stream().map(PlannedInput::path).toList() + " " + task.parameters())
                .containsExactly("[one.inp] {A=1}", "[one.inp] {A=2}", "[two.inp] {A=1}", "[two.inp] {A=2}");
    }

    @Test
    void each_row_is_run_with_every_setting_and_keeps_its_columns() {
        workload("row: r.csv, sweep: { a: [1, 2] }", "");
        fixture.upload("beam/x/r.csv", "name\nu\nv\n");

        List<PlannedTask> tasks = tasks(drop());

        assertThat(tasks)
                .extracting(PlannedTask::parameters)
                .containsExactly(
                        Map.of("A", "1", "NAME", "u"),
                        Map.of("A", "2", "NAME", "u"),
                        Map.of("A", "1", "NAME", "v"),
                        Map.of("A", "2", "NAME", "v"));
        assertThat(tasks.get(0).rows()).isEqualTo(tasks.get(1).rows());
    }

    @Test
    void a_name_that_is_a_column_too_is_refused() {
        workload("row: r.csv, sweep: { name: [1, 2] }", "");
        fixture.upload("beam/x/r.csv", "Name\nu\n");

        Failure failure = only(drop(), SubmissionRejected.class).failure();

        assertThat(failure.code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(failure.message()).startsWith("PARAM_NAME would have two values: the workload sweeps over it");
    }

    @Test
    void more_tasks_than_the_limit_are_refused_with_the_number_of_settings() {
        workload("file: '*.inp', sweep: { a: [1, 2, 3] }", "limits: { maxTasks: 5 }\n");
        fixture.upload("beam/x/one.inp", "1");
        fixture.upload("beam/x/two.inp", "1");

        Failure failure = only(drop(), SubmissionRejected.class).failure();

        assertThat(failure.code()).isEqualTo(FailureCode.QUOTA);
        assertThat(failure.message())
                .isEqualTo("The drop makes more than 5 tasks: each file, row or repeat is run with 3 settings"
                        + " (tasks.forEach); limits.maxTasks of the workload allows 5.");
    }

    @Test
    void more_rows_than_the_limit_are_refused_too() {
        workload("row: r.csv, sweep: { a: [1, 2, 3] }", "limits: { maxTasks: 5 }\n");
        fixture.upload("beam/x/r.csv", "name\nu\nv\nw\n");

        assertThat(only(drop(), SubmissionRejected.class).failure().code()).isEqualTo(FailureCode.QUOTA);
    }

    private void workload(String forEach, String rest) {
        fixture.workload(
                "beam",
                "start: {on: marker}\ntasks: { forEach: { " + forEach + " }, command: x, outputs: [y] }\n" + rest);
    }

    private HandlerResult drop() {
        return fixture.drop("beam/x/_READY", "");
    }

    private List<PlannedTask> tasks(HandlerResult result) {
        return fixture.tasks(only(result, SubmissionAccepted.class).submission());
    }
}
