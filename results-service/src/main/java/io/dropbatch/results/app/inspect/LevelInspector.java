package io.dropbatch.results.app.inspect;

import io.dropbatch.model.event.LevelCompleted;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.results.app.port.Outputs;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.domain.TaskCheck;

/** Opens the inspection of levels. */
public final class LevelInspector {

    private final TaskRecords records;
    private final Outputs outputs;
    private final ReadAhead readAhead;
    private final TaskCheck check;
    private final Readers readers;

    public LevelInspector(TaskRecords records, Outputs outputs, ReadAhead readAhead, TaskCheck check, Readers readers) {
        this.records = records;
        this.outputs = outputs;
        this.readAhead = readAhead;
        this.check = check;
        this.readers = readers;
    }

    public Inspection inspect(LevelCompleted level) {
        return new Inspection(
                level,
                records.read(level.records()),
                outputs.list(prefixOf(level)),
                readAhead.noted(level),
                new Judge(outputs, check),
                readers);
    }

    /** A job of a single level owns everything of its attempt, so that a blob beside the tasks' folders shows too. */
    private static String prefixOf(LevelCompleted level) {
        String attempt = OutputLayout.attempt(level.job());
        return level.levels() == 1 ? attempt : attempt + TaskId.prefixOf(level.level());
    }
}
