package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.workload.ForEach;
import io.dropbatch.model.workload.TableFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads how a workload fans out: it must use exactly one way. */
final class ForEachBuilder {

    private static final String POINTER = "/tasks/forEach";
    private static final Pattern ROW_FILE = Pattern.compile("(?is).*\\.(csv|tsv|tab|txt|jsonl|ndjson)");

    private final SourceDocument document;
    private final List<DocumentProblem> problems;

    ForEachBuilder(SourceDocument document, List<DocumentProblem> problems) {
        this.document = document;
        this.problems = problems;
    }

    Optional<ForEach> build() {
        JsonNode forEach = document.root().at(POINTER);
        boolean sweeps = forEach.has("sweep") || forEach.has("random");
        List<String> ways =
                Stream.of("file", "row", "repeat").filter(forEach::has).toList();
        if (ways.size() > 1 || (ways.isEmpty() && !sweeps)) {
            return refuse(
                    POINTER, "needs exactly one of file, row, repeat, or sweep or random with or without one of them");
        }
        if (forEach.has("chunk") && !forEach.has("row")) {
            return refuse(POINTER + "/chunk", "goes with row only");
        }
        if (forEach.has("zip") && !forEach.has("sweep")) {
            return refuse(POINTER + "/zip", "goes with sweep only");
        }
        Optional<ForEach> each = ways.isEmpty() ? Optional.empty() : way(forEach, ways.getFirst());
        if (!sweeps || (each.isEmpty() && !ways.isEmpty())) {
            return each;
        }
        return new SweepBuilder(document, problems)
                .build()
                .map(sweep -> new ForEach.EachSetting(sweep, each.orElse(null)));
    }

    private Optional<ForEach> way(JsonNode forEach, String way) {
        return switch (way) {
            case "file" -> new FileSelectionBuilder(document, problems).build().map(ForEach.EachFile::new);
            case "row" -> row(forEach.get("row"), forEach.path("chunk").asInt(1));
            default -> Optional.of(new ForEach.Repeat(forEach.get("repeat").intValue()));
        };
    }

    private Optional<ForEach> row(JsonNode row, int chunk) {
        String pointer = row.isObject() ? POINTER + "/row/file" : POINTER + "/row";
        String file = document.root().at(pointer).asText();
        if (!ROW_FILE.matcher(file).matches()) {
            return refuse(pointer, "has to name a .csv, .tsv, .tab, .txt, .jsonl or .ndjson file");
        }
        Optional<String> objection = InputPath.objection(file);
        if (objection.isPresent()) {
            return refuse(pointer, objection.get());
        }
        int before = problems.size();
        TableFormat format = new TableFormatBuilder(document, problems).build(file, chunk);
        return problems.size() > before ? Optional.empty() : Optional.of(new ForEach.EachRow(file, chunk, format));
    }

    private Optional<ForEach> refuse(String pointer, String message) {
        problems.add(document.problem(pointer, message));
        return Optional.empty();
    }
}
