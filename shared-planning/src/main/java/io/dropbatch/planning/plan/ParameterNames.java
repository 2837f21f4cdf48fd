package io.dropbatch.planning.plan;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.planning.drop.DropRefusals;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Passes tasks on and notes the first one whose own parameter has the name of one of the drop's: a command would get
 * only one of the two values, without a word.
 */
final class ParameterNames implements Consumer<PlannedTask> {

    private final Set<String> dropNames;
    private final Consumer<PlannedTask> tasks;
    private @Nullable String clash;

    ParameterNames(Map<String, String> dropParameters, Consumer<PlannedTask> tasks) {
        this.dropNames = dropParameters.keySet().stream()
                .map(name -> name.toUpperCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.tasks = tasks;
    }

    @Override
    public void accept(PlannedTask task) {
        if (clash == null && !dropNames.isEmpty()) {
            clash = dropNames.stream()
                    .filter(task.parameters()::containsKey)
                    .sorted()
                    .findFirst()
                    .orElse(null);
        }
        tasks.accept(task);
    }

    /** Why the drop cannot become a job; empty when no name stands for two values. */
    Optional<Failure> objection() {
        return Optional.ofNullable(clash).map(DropRefusals::parameterTwice);
    }
}
