package io.dropbatch.planning.plan;

import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers which tasks of a plan take the most room in a request to Batch. */
public final class TaskRoom {

    /** What an address with a signature has besides the path of the blob. */
    private static final int ADDRESS = 300;

    private static final int HASH = 65;

    private @Nullable PlannedTask largest;
    private @Nullable PlannedTask wordiest;
    private long mostFiles = -1;
    private long mostWords = -1;

    public void add(PlannedTask task) {
        long files = files(task);
        if (files > mostFiles) {
            mostFiles = files;
            largest = task;
        }
        long words = words(task);
        if (words > mostWords) {
            mostWords = words;
            wordiest = task;
        }
    }

    /** The largest of the tasks; the first of several. */
    public PlanExtent extent(List<String> sharedPrefixes) {
        if (largest == null) {
            throw new IllegalStateException("a plan has at least one task");
        }
        return new PlanExtent(largest, sharedPrefixes, largest.equals(wordiest) ? null : wordiest);
    }

    /** A path is in the address of its blob and in the name of the file, a prefix in an address alone. */
    private static long files(PlannedTask task) {
        List<String> prefixes = task.prefixes() == null ? List.of() : task.prefixes();
        long byAddress = 0;
        long byPrefix = 0;
        for (PlannedInput input : task.inputs()) {
            long room = ADDRESS + 2L * input.path().length();
            byAddress += room;
            byPrefix += prefixes.stream().anyMatch(input.path()::startsWith) ? 0 : room;
        }
        for (String prefix : prefixes) {
            byPrefix += ADDRESS + prefix.length();
        }
        return Math.min(byAddress, byPrefix);
    }

    private static long words(PlannedTask task) {
        long room = 0;
        for (PlannedInput input : task.inputs()) {
            room += HASH + input.path().length();
        }
        for (Map.Entry<String, String> parameter : task.parameters().entrySet()) {
            room += parameter.getKey().length() + (long) parameter.getValue().length();
        }
        return room;
    }
}
