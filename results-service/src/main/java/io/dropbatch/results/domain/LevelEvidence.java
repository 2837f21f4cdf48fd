package io.dropbatch.results.domain;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import io.dropbatch.model.result.CarriedTask;
import io.dropbatch.model.result.TaskRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Compares Batch's record of a level with the listing of the level's uploads, task by task. Both are read once, in the
 * order of task ids, and one task is held at a time, so that the size of the level does not matter.
 */
public final class LevelEvidence implements Iterator<EvidenceEntry> {

    private final String attempt;
    private final int level;
    private final int tasks;
    private final Iterator<TaskRecord> records;
    private final TaskFolders folders;
    private final Deque<EvidenceEntry> found = new ArrayDeque<>();
    private final Iterator<CarriedTask> carried;
    private int index;
    private @Nullable CarriedTask taken;
    private @Nullable TaskRecord record;
    private @Nullable TaskFolder folder;

    /**
     * @param tasks how many the level has
     * @param records sorted by task
     * @param carried the tasks that the job takes over, sorted by id
     * @param listing of the level's blobs, sorted by name
     */
    public LevelEvidence(
            JobId job,
            int level,
            int tasks,
            Iterator<TaskRecord> records,
            Iterator<CarriedTask> carried,
            Iterator<StoredBlob> listing) {
        this.attempt = OutputLayout.attempt(job);
        this.level = level;
        this.tasks = tasks;
        this.records = records;
        this.folders = new TaskFolders(job, level, listing);
        this.record = records.hasNext() ? records.next() : null;
        this.carried = carried;
        this.taken = carried.hasNext() ? carried.next() : null;
        advanceFolder();
    }

    @Override
    public boolean hasNext() {
        while (found.isEmpty() && index < tasks) {
            index++;
            look(TaskId.of(level, index));
        }
        if (found.isEmpty() && folder != null) {
            dropFolder(folder);
        }
        return !found.isEmpty();
    }

    @Override
    public EvidenceEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.removeFirst();
    }

    private void look(TaskId task) {
        while (folder != null && folder.task().compareTo(task) < 0) {
            dropFolder(folder);
        }
        // A folder that it has in this attempt as well is found to be nobody's.
        if (taken != null && taken.task().equals(task)) {
            found.add(new EvidenceEntry.Carried(taken));
            taken = carried.hasNext() ? carried.next() : null;
            return;
        }
        if (record == null || !record.task().equals(task)) {
            found.add(new EvidenceEntry.Unaccounted(task));
            return;
        }
        found.add(new EvidenceEntry.OfTask(record, takeFolder(task)));
        record = records.hasNext() ? records.next() : null;
    }

    private TaskFolder takeFolder(TaskId task) {
        TaskFolder own = folder;
        if (own == null || !own.task().equals(task)) {
            return TaskFolder.empty(task, attempt + task + "/");
        }
        advanceFolder();
        return own;
    }

    private void dropFolder(TaskFolder stray) {
        found.add(new EvidenceEntry.Stray(stray.blobs().getFirst()));
        advanceFolder();
    }

    private void advanceFolder() {
        folder = null;
        while (folder == null && folders.hasNext()) {
            switch (folders.next()) {
                case TaskFolders.Part.Folder next -> folder = next.folder();
                case TaskFolders.Part.Loose loose -> found.add(new EvidenceEntry.Stray(loose.blob()));
            }
        }
    }
}
