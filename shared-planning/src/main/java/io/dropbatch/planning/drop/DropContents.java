package io.dropbatch.planning.drop;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.plan.PlannedInput;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The contents of a complete drop, or what it was split into.
 *
 * @param inputs in the order of their paths
 * @param notes for the drop's owner: how it was understood
 * @param ignored files of the drop that are no inputs
 */
public record DropContents(
        List<PlannedInput> inputs,
        Map<String, String> parameters,
        List<String> notes,
        IgnoredFiles ignored,
        ContentSource source) {

    private static final int NAMED = 5;

    public DropContents {
        inputs =
                inputs.stream().sorted(Comparator.comparing(PlannedInput::path)).toList();
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        notes = List.copyOf(notes);
    }

    public DropContents(
            List<PlannedInput> inputs, Map<String, String> parameters, List<String> notes, IgnoredFiles ignored) {
        this(inputs, parameters, notes, ignored, ContentSource.DROP);
    }

    public DropContents(List<PlannedInput> inputs, Map<String, String> parameters) {
        this(inputs, parameters, List.of(), IgnoredFiles.NONE);
    }

    public long bytes() {
        return inputs.stream().mapToLong(PlannedInput::bytes).sum();
    }

    /** The input of this name, also when its characters are another sequence of code points. */
    public Optional<PlannedInput> input(String path) {
        return inputs.stream()
                .filter(input -> input.path().equals(path))
                .findFirst()
                .or(() -> inputs.stream()
                        .filter(input -> FileSpelling.sameCharacters(input.path(), path))
                        .findFirst());
    }

    /** The input whose name looks like this one, which is not there. */
    public Optional<String> alike(String path) {
        String key = FileSpelling.key(path);
        return inputs.stream()
                .map(PlannedInput::path)
                .filter(input -> FileSpelling.key(input).equals(key))
                .findFirst();
    }

    /** {@code the drop has 3 files: a.txt, b.txt, c.txt}, for people. */
    public String describe() {
        if (inputs.isEmpty()) {
            return source.has() + " no files";
        }
        String names = String.join(
                ", ", inputs.stream().limit(NAMED).map(PlannedInput::path).toList());
        String count = inputs.size() == 1 ? "one file" : inputs.size() + " files";
        return source.has() + " " + count + ": " + names + (inputs.size() > NAMED ? " …" : "");
    }
}
