package io.dropbatch.results.app.inspect;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.domain.TaskCheck;

/** Opens the inspection of levels. */
public final class LevelInspector {

    private final TaskRecords records;
    private final TaskOutputs outputs;
    private final ReadAhead readAhead;
    private final TaskCheck check;
    private final StorageReaders readers;

    public LevelInspector(
            TaskRecords records, TaskOutputs outputs, ReadAhead readAhead, TaskCheck check, StorageReaders readers) {
        this.records = records;
        this.outputs = outputs;
        this.readAhead = readAhead;
        this.check = check;
        this.readers = readers;
    }

    public LevelInspection inspect(LevelCompleted level) {
        return new LevelInspection(
                level,
                records.read(level.records()),
                outputs.list(prefixOf(level)),
                readAhead.noted(level),
                new TaskJudge(outputs, check),
                readers);
    }

    /** Lists the whole attempt of a job with a single level, so that a blob outside the tasks' folders is found too. */
    private static String prefixOf(LevelCompleted level) {
        String attempt = OutputLayout.attempt(level.job());
        return level.levels() == 1 ? attempt : attempt + TaskId.prefixOf(level.level());
    }
}
