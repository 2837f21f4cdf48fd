package io.dropbatch.results.app;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.plan.LevelRole;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.result.RowRange;
import io.dropbatch.model.result.TaskOrigin;
import io.dropbatch.model.result.TaskSetting;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.domain.failure.TellingParameters;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows what the tasks of a job were made from. The plan is read along once when tasks are asked for in their order, so
 * that a plan of any length is never held in memory.
 */
public final class TaskOrigins implements AutoCloseable {

    private final AcceptedPlans plans;
    private final Plan plan;
    private Stream<PlannedTask> reading = Stream.empty();
    private Iterator<PlannedTask> tasks = Collections.emptyIterator();
    private @Nullable PlannedTask current;
    private boolean open;
    private long rowsBefore;

    public TaskOrigins(AcceptedPlans plans, Plan plan) {
        this.plans = plans;
        this.plan = plan;
    }

    public TaskOrigin of(TaskId task) {
        LevelRole role = plan.order().role(task.level());
        PlannedTask planned = role.kind() == LevelRole.Kind.MAP ? find(task.index()) : null;
        return planned == null ? TaskOrigin.unknown(task, role) : originOf(task, planned, role);
    }

    private TaskOrigin originOf(TaskId task, PlannedTask planned, LevelRole role) {
        TaskSetting setting = planned.parameters().isEmpty()
                ? TaskSetting.NONE
                : TaskSetting.of(
                        planned.parameters(),
                        TellingParameters.of(plan.workload().tasks().forEach(), planned));
        if (planned.rows() != null && plan.rowFile() != null) {
            String file = plan.rowFile().input().path();
            RowRange rows = new RowRange(file, rowsBefore + 1, planned.rows().rows());
            return new TaskOrigin(task, List.of(file), rows, role, setting);
        }
        return new TaskOrigin(
                task, planned.inputs().stream().map(PlannedInput::path).toList(), null, role, setting);
    }

    private @Nullable PlannedTask find(int index) {
        if (!open || (current != null && current.index() > index) || isFar(index)) {
            reopen(index);
        }
        while ((current == null || current.index() < index) && tasks.hasNext()) {
            PlannedTask next = tasks.next();
            rowsBefore += rowsLeft(current, next);
            current = next;
        }
        return current != null && current.index() == index ? current : null;
    }

    /** Tasks of a sweep share their rows with the task before: only who has others leaves those rows behind. */
    private static int rowsLeft(@Nullable PlannedTask left, PlannedTask next) {
        RowSlice rows = left == null ? null : left.rows();
        return rows == null || rows.equals(next.rows()) ? 0 : rows.rows();
    }

    /** Whether it is quicker to leave slices out. Rows have to be counted from the first one on. */
    private boolean isFar(int index) {
        return current != null && plan.rowFile() == null && index - current.index() > plan.sliceSize();
    }

    private void reopen(int index) {
        reading.close();
        reading = plan.rowFile() == null ? plans.tasksFrom(plan, (index - 1) / plan.sliceSize()) : plans.tasks(plan);
        tasks = reading.iterator();
        current = null;
        rowsBefore = 0;
        open = true;
    }

    @Override
    public void close() {
        reading.close();
    }
}
