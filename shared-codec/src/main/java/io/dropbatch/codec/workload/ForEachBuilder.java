package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.workload.ForEach;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how a workload fans out: it must use exactly one way. */
final class ForEachBuilder {

    private static final String POINTER = "/tasks/forEach";

    private final SourceDocument document;
    private final List<DocumentProblem> problems;

    ForEachBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    Optional<ForEach> build() {
        JsonNode forEach = document.root().at(POINTER);
        List<String> ways =
                Stream.of("file", "row", "repeat", "sweep").filter(forEach::has).toList();
        if (ways.size() != 1) {
            return refuse(POINTER, "needs exactly one of file, row, repeat");
        }
        if (forEach.has("chunk") && !forEach.has("row")) {
            return refuse(POINTER + "/chunk", "goes with row only");
        }
        return switch (ways.getFirst()) {
            case "file" ->
                ValueParsing.glob(document, problems, POINTER + "/file").map(ForEach.EachFile::new);
            case "row" -> row(forEach.get("row").asText(), forEach.path("chunk").asInt(1));
            case "repeat" ->
                Optional.of(new ForEach.Repeat(forEach.get("repeat").intValue()));
            default -> Optional.empty(); // refused by name already
        };
    }

    private Optional<ForEach> row(String file, int chunk) {
        if (!file.matches(".*\\.(csv|jsonl|ndjson)")) {
            return refuse(POINTER + "/row", "has to name a .csv, .jsonl or .ndjson file");
        }
        Optional<String> objection = InputPath.objection(file);
        if (objection.isPresent()) {
            return refuse(POINTER + "/row", objection.get());
        }
        return Optional.of(new ForEach.EachRow(file, chunk));
    }

    private Optional<ForEach> refuse(String pointer, String message) {
        problems.add(document.problem(pointer, message));
        return Optional.empty();
    }
}
