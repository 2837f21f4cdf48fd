package io.dropbatch.cli.plan;

import io.dropbatch.cli.client.drop.DropFolder.LocalFile;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a folder of this machine would become as a drop.
 *
 * @param splitTask the task that comes before all others; null when the drop is not split
 * @param tasks those of the map level that were asked for, in the order of their indexes; none before a split
 * @param files by the paths that they would have in the inbox
 * @param sharedList what a node would be given to find many shared files; empty when they are few
 * @param notes for a person: what was added, replaced or left out
 */
public record LocalPlan(
        Plan plan,
        @Nullable PlannedTask splitTask,
        List<PlannedTask> tasks,
        Map<String, LocalFile> files,
        String sharedList,
        List<String> notes) {

    public LocalPlan {
        tasks = List.copyOf(tasks);
        files = Map.copyOf(files);
        notes = List.copyOf(notes);
    }
}
