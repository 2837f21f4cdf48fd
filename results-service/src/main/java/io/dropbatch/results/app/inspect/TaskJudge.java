package io.dropbatch.results.app.inspect;

import io.dropbatch.model.result.CarriedTask;
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
import java.util.stream.Stream;

/** Reads the markers of one task and judges it. */
record TaskJudge(TaskOutputs outputs, TaskCheck check) {

    /** @param noted the markers of the task that were read ahead, by name */
    TaskVerdict judge(EvidenceEntry evidence, Map<String, TaskMarker> noted) {
        return switch (evidence) {
            case EvidenceEntry.OfTask task -> judge(task, noted);
            case EvidenceEntry.Carried(CarriedTask task) -> judge(task);
            case EvidenceEntry.Unaccounted task -> new TaskVerdict.Unsound(TaskCheck.objection(task));
            case EvidenceEntry.Stray stray -> new TaskVerdict.Unsound(TaskCheck.objection(stray));
        };
    }

    /** What was taken over has to be there still, and to be the same. */
    private TaskVerdict judge(CarriedTask carried) {
        String path = carried.outputs().taskFolder();
        try (Stream<StoredBlob> listing = outputs.list(path)) {
            TaskFolder folder = new TaskFolder(carried.task(), path, listing.toList());
            TaskVerdict now = judge(new EvidenceEntry.OfTask(carried.record(), folder), Map.of());
            boolean other =
                    now instanceof TaskVerdict.Sound sound && !sound.task().equals(carried.outputs());
            return other ? new TaskVerdict.Unsound(TaskCheck.objection(carried)) : now;
        }
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
