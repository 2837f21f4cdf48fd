package io.dropbatch.planning.plan;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.sweep.ParameterSweep;
import io.dropbatch.planning.drop.DropRefusals;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes one task of every setting of a sweep out of each task that it is given, and passes them on one by one. */
public final class SettingTasks implements Consumer<PlannedTask> {

    private final ParameterSweep sweep;
    private final long settings;
    private final int maxTasks;
    private final Consumer<PlannedTask> tasks;
    private int count;
    private @Nullable String clash;

    public SettingTasks(ParameterSweep sweep, int maxTasks, Consumer<PlannedTask> tasks) {
        this.sweep = sweep;
        this.settings = sweep.size();
        this.maxTasks = maxTasks;
        this.tasks = tasks;
    }

    /** How many tasks may be given; 0 when the settings alone are too many. */
    public int most() {
        return (int) (maxTasks / settings);
    }

    @Override
    public void accept(PlannedTask task) {
        if (clash == null) {
            clash = sweep.names().stream()
                    .filter(task.parameters()::containsKey)
                    .findFirst()
                    .orElse(null);
        }
        if (clash != null) {
            return;
        }
        for (long setting = 0; setting < settings; setting++) {
            Map<String, String> parameters = new TreeMap<>(task.parameters());
            parameters.putAll(sweep.setting(setting));
            count++;
            tasks.accept(new PlannedTask(count, task.inputs(), task.rows(), parameters, task.file(), task.prefixes()));
        }
    }

    public int count() {
        return count;
    }

    /** Why the drop cannot become a job; empty when no name stands for two values. */
    public Optional<Failure> objection() {
        return Optional.ofNullable(clash).map(DropRefusals::sweptTwice);
    }
}
