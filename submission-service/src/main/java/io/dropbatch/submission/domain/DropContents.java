package io.dropbatch.submission.domain;

import io.dropbatch.model.plan.PlannedInput;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of a complete drop.
 *
 * @param inputs in the order of their paths
 */
public record DropContents(List<PlannedInput> inputs, Map<String, String> parameters) {

    private static final int NAMED = 5;

    public DropContents {
        inputs =
                inputs.stream().sorted(Comparator.comparing(PlannedInput::path)).toList();
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    public long bytes() {
        return inputs.stream().mapToLong(PlannedInput::bytes).sum();
    }

    public Optional<PlannedInput> input(String path) {
        return inputs.stream().filter(input -> input.path().equals(path)).findFirst();
    }

    /** {@code 3 files: a.txt, b.txt, c.txt}, for people. */
    public String describe() {
        if (inputs.isEmpty()) {
            return "no files";
        }
        String names = String.join(
                ", ", inputs.stream().limit(NAMED).map(PlannedInput::path).toList());
        String count = inputs.size() == 1 ? "one file" : inputs.size() + " files";
        return count + ": " + names + (inputs.size() > NAMED ? " …" : "");
    }
}
