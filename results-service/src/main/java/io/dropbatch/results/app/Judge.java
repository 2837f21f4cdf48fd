package io.dropbatch.results.app;

import io.dropbatch.results.domain.Evidence;
import io.dropbatch.results.domain.MarkedRun;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.results.domain.TaskCheck;
import io.dropbatch.results.domain.TaskFolder;
import io.dropbatch.results.domain.TaskVerdict;
import java.util.ArrayList;
import java.util.List;

/** Reads the markers of one task and judges it. */
record Judge(Outputs outputs, TaskCheck check) {

    TaskVerdict judge(Evidence evidence) {
        return switch (evidence) {
            case Evidence.OfTask task -> judge(task);
            case Evidence.Unaccounted task -> new TaskVerdict.Unsound(TaskCheck.objection(task));
            case Evidence.Stray stray -> new TaskVerdict.Unsound(TaskCheck.objection(stray));
        };
    }

    private TaskVerdict judge(Evidence.OfTask task) {
        List<MarkedRun> runs = new ArrayList<>();
        if (task.record().success()) {
            for (StoredBlob marker : task.folder().markers()) {
                outputs.marker(marker)
                        .map(read -> new MarkedRun(TaskFolder.baseOf(marker), read))
                        .ifPresent(runs::add);
            }
        }
        return check.judge(task.record(), task.folder(), runs);
    }
}
