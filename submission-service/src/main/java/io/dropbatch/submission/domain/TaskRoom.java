package io.dropbatch.submission.domain;

import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers which task of a plan takes the most room in a request to Batch. */
public final class TaskRoom {

    private static final int ADDRESS = 300;

    private @Nullable PlannedTask largest;
    private long most = -1;

    public void add(PlannedTask task) {
        long room = roomOf(task);
        if (room > most) {
            most = room;
            largest = task;
        }
    }

    /** The largest of the tasks; the first of several. */
    public PlannedTask largest() {
        if (largest == null) {
            throw new IllegalStateException("a plan has at least one task");
        }
        return largest;
    }

    /** A path is in the address of its blob, in the name of the file and in the list of inputs. */
    private static long roomOf(PlannedTask task) {
        long room = 0;
        for (PlannedInput input : task.inputs()) {
            room += ADDRESS + 3L * input.path().length();
        }
        for (Map.Entry<String, String> parameter : task.parameters().entrySet()) {
            room += parameter.getKey().length() + (long) parameter.getValue().length();
        }
        return room;
    }
}
