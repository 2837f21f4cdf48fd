package io.dropbatch.planning.plan;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.RowFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prepares many shared inputs for the nodes: a list of them, and the prefixes that bring them all together. */
record SharedListing(DropListing drop, PlanWriter plans) {

    /** The prefixes; none when the shared inputs are few. */
    List<String> prepare(DropTrigger trigger, List<PlannedInput> shared, @Nullable RowFile rows) {
        if (!Plan.needsList(shared)) {
            return List.of();
        }
        plans.writeSharedList(trigger.submission(), lines(shared, rows));
        Set<String> wanted = shared.stream().map(PlannedInput::path).collect(Collectors.toSet());
        Map<Boolean, List<String>> prefixes =
                PathPrefixes.of(drop.paths(trigger.prefix()), path -> wanted.contains(path) ? true : null);
        return prefixes.getOrDefault(true, List.of());
    }

    private static String lines(List<PlannedInput> shared, @Nullable RowFile rows) {
        Stream<PlannedInput> all =
                rows == null ? shared.stream() : Stream.concat(shared.stream(), Stream.of(rows.input()));
        return all.map(input -> (input.sha256() == null ? "-" : input.sha256()) + "  " + input.path() + "\n")
                .collect(Collectors.joining());
    }
}
