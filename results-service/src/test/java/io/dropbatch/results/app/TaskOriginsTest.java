package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.TaskTemplate;
import io.dropbatch.model.workload.Workload;
import io.dropbatch.model.workload.sweep.ParameterSweep;
import io.dropbatch.model.workload.sweep.SweepAxis;
import io.dropbatch.results.app.port.AcceptedPlans;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskOriginsTest {

    @Test
    void tasks_that_share_their_rows_do_not_move_the_count_of_rows() {
        AcceptedPlans plans = mock();
        Plan plan = mock();
        when(plan.order()).thenReturn(LevelOrder.of(1, null, null));
        when(plan.rowFile()).thenReturn(new RowFile(new PlannedInput("r.csv", 9, "e", null), 2));
        when(plans.tasks(plan))
                .thenAnswer(asked -> Stream.of(
                        task(1, new RowSlice(2, 4, 2)),
                        task(2, new RowSlice(2, 4, 2)),
                        task(3, new RowSlice(6, 2, 1)),
                        task(4, new RowSlice(6, 2, 1))));

        try (TaskOrigins origins = new TaskOrigins(plans, plan)) {
            assertThat(IntStream.rangeClosed(1, 4)
                            .mapToObj(index -> origins.of(TaskId.of(0, index)).name()))
                    .containsExactly("r.csv, rows 1 to 2", "r.csv, rows 1 to 2", "r.csv, row 3", "r.csv, row 3");
        }
    }

    @Test
    void a_task_of_a_sweep_over_rows_tells_its_setting_and_the_key_of_its_row() {
        AcceptedPlans plans = mock();
        Plan plan = mock();
        Workload workload = mock();
        TaskTemplate template = mock();
        ParameterSweep sweep =
                new ParameterSweep(List.of(new SweepAxis("MODE", List.of("fine", "exact"), null)), false, null);
        when(plan.workload()).thenReturn(workload);
        when(plan.order()).thenReturn(LevelOrder.of(1, null, null));
        when(workload.tasks()).thenReturn(template);
        when(template.forEach()).thenReturn(new ForEach.EachSetting(sweep, new ForEach.EachRow("r.csv", 1)));
        when(plan.rowFile()).thenReturn(new RowFile(new PlannedInput("r.csv", 9, "e", null), 2));
        when(plans.tasks(plan))
                .thenAnswer(asked -> Stream.of(new PlannedTask(
                        1, List.of(), new RowSlice(2, 4, 1), Map.of("AGE", "7", "ID", "x", "MODE", "fine"))));

        try (TaskOrigins origins = new TaskOrigins(plans, plan)) {
            TaskOrigin origin = origins.of(TaskId.of(0, 1));

            assertThat(origin.name()).isEqualTo("r.csv, row 1 (MODE=fine, ID=x)");
            assertThat(origin.setting().listed())
                    .containsExactly(entry("MODE", "fine"), entry("ID", "x"), entry("AGE", "7"));
        }
    }

    private static PlannedTask task(int index, RowSlice rows) {
        return new PlannedTask(index, List.of(), rows, Map.of());
    }
}
