package io.dropbatch.results.app.inspect;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.result.TaskRecord;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.domain.EvidenceEntry;
import io.dropbatch.results.domain.StoredBlob;
import io.dropbatch.results.domain.TaskCheck;
import io.dropbatch.results.domain.TaskFolder;
import io.dropbatch.results.domain.TaskVerdict;
import java.util.Map;
import java.util.stream.Stream;

/** Opens the inspection of levels. */
public final class LevelInspector {

    private final TaskRecords records;
    private final CarriedLevels carried;
    private final TaskOutputs outputs;
    private final ReadAhead readAhead;
    private final TaskCheck check;
    private final StorageReaders readers;

    public LevelInspector(
            TaskRecords records,
            CarriedLevels carried,
            TaskOutputs outputs,
            ReadAhead readAhead,
            TaskCheck check,
            StorageReaders readers) {
        this.records = records;
        this.carried = carried;
        this.outputs = outputs;
        this.readAhead = readAhead;
        this.check = check;
        this.readers = readers;
    }

    public LevelInspection inspect(LevelCompleted level) {
        return inspect(InspectedLevel.of(level));
    }

    /** Inspects a level of which nobody has announced that it is over: what is recorded of it is looked at. */
    public LevelInspection inspect(InspectedLevel level) {
        return new LevelInspection(
                level,
                new LevelInspection.Sources(
                        records.read(SystemLayout.levelTasks(level.job(), level.level())),
                        carried.read(level.job(), level.level()),
                        outputs.list(prefixOf(level))),
                readAhead.noted(level),
                new TaskJudge(outputs, check),
                readers);
    }

    /** Judges one task of which no other blob of the level is asked. */
    public TaskVerdict inspect(JobId job, TaskRecord record) {
        String path = OutputLayout.task(job, record.task()) + "/";
        try (Stream<StoredBlob> listing = outputs.list(path)) {
            TaskFolder folder = new TaskFolder(record.task(), path, listing.toList());
            return new TaskJudge(outputs, check).judge(new EvidenceEntry.OfTask(record, folder), Map.of());
        }
    }

    /** Lists the whole attempt of a job with a single level, so that a blob outside the tasks' folders is found too. */
    private static String prefixOf(InspectedLevel level) {
        String attempt = OutputLayout.attempt(level.job());
        return level.levels() == 1 ? attempt : attempt + TaskId.prefixOf(level.level());
    }
}
