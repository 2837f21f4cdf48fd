package io.dropbatch.model.workload;

import io.dropbatch.model.glob.Glob;
import java.util.List;

/**
 * The one task that cuts a drop into what the tasks of the map level are then made from.
 *
 * @param command run like a task's; it is given all inputs of the drop
 * @param outputs patterns that must each match at least one file
 */
public record SplitTemplate(String command, List<Glob> outputs) {

    public SplitTemplate {
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a split writes something");
        }
    }
}
