package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.plan.LevelOrder;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.plan.RowSlice;
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

    private static PlannedTask task(int index, RowSlice rows) {
        return new PlannedTask(index, List.of(), rows, Map.of());
    }
}
