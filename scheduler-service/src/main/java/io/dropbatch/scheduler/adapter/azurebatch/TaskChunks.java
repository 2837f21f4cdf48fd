package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of tasks into requests of at most 100 tasks and less than 1 MiB.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/batchservice/task/add-collection">Task: Add Collection</a>
 */
final class TaskChunks implements Iterator<List<TaskAddParameter>> {

    static final int MOST_TASKS = 100;
    static final int MOST_BYTES = RequestSizes.MOST_BYTES;

    private final Iterator<TaskAddParameter> tasks;
    private final RequestSizes sizes;
    private @Nullable TaskAddParameter left;
    private int leftBytes;

    TaskChunks(Iterator<TaskAddParameter> tasks, RequestSizes sizes) {
        this.tasks = tasks;
        this.sizes = sizes;
        advance();
    }

    @Override
    public boolean hasNext() {
        return left != null;
    }

    @Override
    public List<TaskAddParameter> next() {
        if (left == null) {
            throw new NoSuchElementException();
        }
        List<TaskAddParameter> chunk = new ArrayList<>(MOST_TASKS);
        int bytes = 0;
        // A single task that is too large is sent too: Batch's refusal explains it better than a guess.
        do {
            bytes += leftBytes;
            chunk.add(left);
            advance();
        } while (left != null && chunk.size() < MOST_TASKS && bytes + leftBytes <= MOST_BYTES);
        return chunk;
    }

    private void advance() {
        left = tasks.hasNext() ? tasks.next() : null;
        leftBytes = left == null ? 0 : sizes.of(left) + 1;
    }
}
