package io.dropbatch.scheduler.adapter.azurebatch;

import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.rest.protocol.SerializerAdapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    static final int MOST_BYTES = (1 << 20) - (16 << 10);

    private final Iterator<TaskAddParameter> tasks;
    private final SerializerAdapter<?> json;
    private @Nullable TaskAddParameter left;
    private int leftBytes;

    TaskChunks(Iterator<TaskAddParameter> tasks, SerializerAdapter<?> json) {
        this.tasks = tasks;
        this.json = json;
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
        leftBytes = left == null ? 0 : size(left);
    }

    private int size(TaskAddParameter task) {
        try {
            return json.serialize(task).getBytes(StandardCharsets.UTF_8).length + 1;
        } catch (IOException e) {
            throw new UncheckedIOException("a task cannot be written as JSON", e);
        }
    }
}
