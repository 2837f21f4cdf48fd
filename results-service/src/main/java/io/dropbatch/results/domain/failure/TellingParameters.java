package io.dropbatch.results.domain.failure;

import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.TableColumn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the parameters that people tell tasks apart by: all of a sweep, and of a row its key. */
public final class TellingParameters {

    private static final List<String> KEYS = List.of("ID", "KEY", "NAME");

    private TellingParameters() {}

    public static List<String> of(ForEach forEach, PlannedTask task) {
        return forEach instanceof ForEach.EachSetting(var sweep, @Nullable ForEach each)
                ? Stream.concat(sweep.names().stream(), key(each, task).stream())
                        .toList()
                : key(forEach, task).stream().toList();
    }

    /** A column that is called a key, or the first one that the workload asks for. */
    private static Optional<String> key(@Nullable ForEach each, PlannedTask task) {
        if (!(each instanceof ForEach.EachRow rows)) {
            return Optional.empty();
        }
        Optional<String> called =
                KEYS.stream().filter(task.parameters()::containsKey).findFirst();
        List<TableColumn> columns = rows.format().columns();
        return called.isPresent() || columns == null
                ? called
                : columns.stream().map(TableColumn::name).findFirst();
    }
}
