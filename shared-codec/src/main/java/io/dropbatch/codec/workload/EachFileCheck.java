package io.dropbatch.codec.workload;

import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.workload.StartCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which keys make sense together with {@code start.on: each-file}, where every file stands alone: there is nothing to
 * wait for, to share or to bring together.
 */
final class EachFileCheck {

    private static final Map<String, String> WITHOUT_MEANING = new TreeMap<>(Map.of(
            "/start/deadline", "a file by itself waits for no others: leave it out",
            "/tasks/shared", "there is no drop to share files of: put what every task needs into the application",
            "/tasks/forEach/file/group",
                    "files are started as they come, so that none can wait for its group: use a marker",
            "/tasks/forEach/sweep", "each file is one task, which ends with an outcome: use a manifest or a marker",
            "/tasks/forEach/random", "each file is one task, which ends with an outcome: use a manifest or a marker",
            "/failure", "every file has an outcome of its own, so that none can fail the others: leave it out",
            "/rounds", "each file is one task, which ends with an outcome: use a manifest or a marker",
            "/split", "each file is one task, which ends with an outcome: use a manifest or a marker",
            "/merge", "there is no last file to merge after: use a manifest or a marker to bring files together"));

    private static final String ONLY_HERE = "goes with 'on: each-file' only";

    private final SourceDocument document;

    EachFileCheck(SourceDocument document) {
        this.document = document;
    }

    List<DocumentProblem> problems() {
        boolean eachFile = WorkloadBuilder.startOf(document) == StartCondition.On.EACH_FILE;
        return eachFile ? ofEachFile() : ofDrop();
    }

    private List<DocumentProblem> ofEachFile() {
        List<DocumentProblem> problems = new ArrayList<>();
        WITHOUT_MEANING.forEach((pointer, words) -> {
            if (has(pointer)) {
                problems.add(document.problem(pointer, "has no meaning with 'start.on: each-file': " + words));
            }
        });
        if (!has("/tasks/forEach/file")) {
            problems.add(document.problem(
                    "/tasks/forEach",
                    "has to be 'file' with 'start.on: each-file': it says which files are processed"));
        }
        return problems;
    }

    private List<DocumentProblem> ofDrop() {
        List<DocumentProblem> problems = new ArrayList<>();
        for (String pointer : List.of("/start/idle", "/start/maxTasks")) {
            if (has(pointer)) {
                problems.add(document.problem(pointer, ONLY_HERE));
            }
        }
        return problems;
    }

    private boolean has(String pointer) {
        return !document.root().at(pointer).isMissingNode();
    }
}
