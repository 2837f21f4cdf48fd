package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.NamedParts;
import io.dropbatch.model.workload.FileGroup;
import io.dropbatch.model.workload.FileSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which files become tasks: a pattern, a list of patterns, or a group with include, exclude and group. */
final class FileSelectionBuilder {

    private static final String POINTER = "/tasks/forEach/file";
    private static final Glob EVERY_FILE = new Glob("**/*");

    private final SourceDocument document;
    private final List<DocumentProblem> problems;

    FileSelectionBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    Optional<FileSelection> build() {
        int before = problems.size();
        Optional<FileSelection> selection = read();
        return problems.size() > before ? Optional.empty() : selection;
    }

    private Optional<FileSelection> read() {
        JsonNode file = document.root().at(POINTER);
        if (!file.isObject()) {
            return selection(globs(POINTER), List.of(), Optional.empty());
        }
        if (file.isEmpty()) {
            problems.add(document.problem(POINTER, "needs include, exclude or group"));
            return Optional.empty();
        }
        if (file.has("size") && !file.has("group")) {
            problems.add(document.problem(POINTER + "/size", "goes with group only"));
        }
        List<Glob> include = file.has("include") ? globs(POINTER + "/include") : List.of(EVERY_FILE);
        return selection(include, globs(POINTER + "/exclude"), group(file));
    }

    private static Optional<FileSelection> selection(
            List<Glob> include, List<Glob> exclude, Optional<FileGroup> group) {
        return include.isEmpty()
                ? Optional.empty()
                : Optional.of(new FileSelection(include, exclude, group.orElse(null)));
    }

    private Optional<FileGroup> group(JsonNode file) {
        if (!file.has("group")) {
            return Optional.empty();
        }
        try {
            NamedParts pattern = new NamedParts(file.get("group").asText());
            return Optional.of(
                    new FileGroup(pattern, file.has("size") ? file.get("size").intValue() : null));
        } catch (IllegalArgumentException e) {
            problems.add(document.problem(POINTER + "/group", String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** One pattern, or a list of them. */
    private List<Glob> globs(String pointer) {
        JsonNode node = document.root().at(pointer);
        List<Glob> globs = new ArrayList<>();
        if (node.isTextual()) {
            ValueParsing.glob(document, problems, pointer).ifPresent(globs::add);
        }
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            ValueParsing.glob(document, problems, pointer + "/" + i).ifPresent(globs::add);
        }
        return globs;
    }
}
