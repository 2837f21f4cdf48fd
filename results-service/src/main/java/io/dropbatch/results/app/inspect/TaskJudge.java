package io.dropbatch.results.app.inspect;

import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.domain.EvidenceEntry;
import io.dropbatch.results.domain.MarkedRun;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.results.domain.TaskCheck;
import io.dropbatch.results.domain.TaskFolder;
import io.dropbatch.results.domain.TaskVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the markers of one task and judges it. */
record TaskJudge(TaskOutputs outputs, TaskCheck check) {

    /** @param noted the markers of the task that were read ahead, by name */
    TaskVerdict judge(EvidenceEntry evidence, Map<String, TaskMarker> noted) {
        return switch (evidence) {
            case EvidenceEntry.OfTask task -> judge(task, noted);
            case EvidenceEntry.Unaccounted task -> new TaskVerdict.Unsound(TaskCheck.objection(task));
            case EvidenceEntry.Stray stray -> new TaskVerdict.Unsound(TaskCheck.objection(stray));
        };
    }

    private TaskVerdict judge(EvidenceEntry.OfTask task, Map<String, TaskMarker> noted) {
        List<MarkedRun> runs = new ArrayList<>();
        if (task.record().success()) {
            for (StoredBlob marker : task.folder().markers()) {
                Optional.ofNullable(noted.get(marker.path()))
                        .or(() -> outputs.marker(marker))
                        .map(read -> new MarkedRun(TaskFolder.baseOf(marker), read))
                        .ifPresent(runs::add);
            }
        }
        return check.judge(task.record(), task.folder(), runs);
    }
}
