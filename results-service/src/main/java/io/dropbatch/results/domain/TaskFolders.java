package io.dropbatch.results.domain;

import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.OutputLayout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Groups a listing in the order of names by task, holding one task's blobs at a time. A blob that lies under no task's
 * folder is handed out as a {@link EvidenceEntry.Stray}.
 */
final class TaskFolders implements Iterator<TaskFolders.Part> {

    /** A task's folder, or a blob that belongs to none. */
    sealed interface Part {
        record Folder(TaskFolder folder) implements Part {}

        record Loose(StoredBlob blob) implements Part {}
    }

    private final String attempt;
    private final int level;
    private final Iterator<StoredBlob> listing;
    private @Nullable StoredBlob ahead;

    TaskFolders(JobId job, int level, Iterator<StoredBlob> listing) {
        this.attempt = OutputLayout.attempt(job);
        this.level = level;
        this.listing = listing;
        this.ahead = pull();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public Part next() {
        StoredBlob first = ahead;
        if (first == null) {
            throw new NoSuchElementException();
        }
        Optional<TaskId> task = taskOf(first);
        if (task.isEmpty()) {
            ahead = pull();
            return new Part.Loose(first);
        }
        return new Part.Folder(folderOf(task.get(), first));
    }

    private TaskFolder folderOf(TaskId task, StoredBlob first) {
        String path = attempt + task + "/";
        List<StoredBlob> blobs = new ArrayList<>();
        StoredBlob next = first;
        while (next != null && next.path().startsWith(path)) {
            blobs.add(next);
            next = pull();
        }
        ahead = next;
        return new TaskFolder(task, path, blobs);
    }

    private Optional<TaskId> taskOf(StoredBlob blob) {
        int from = attempt.length();
        int to = blob.path().indexOf('/', from);
        if (to < 0 || !TaskId.isLegal(blob.path().substring(from, to))) {
            return Optional.empty();
        }
        TaskId task = new TaskId(blob.path().substring(from, to));
        boolean canonical = task.equals(TaskId.of(level, task.index()));
        return canonical ? Optional.of(task) : Optional.empty();
    }

    private @Nullable StoredBlob pull() {
        return listing.hasNext() ? listing.next() : null;
    }
}
