package io.dropbatch.codec.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.JsonPointers;
import io.dropbatch.codec.document.SourceDocument;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the contract of workloads has but this version does not do: refused by name, never ignored.
 *
 * @param pointer the JSON pointer of the key
 * @param refused which of its values are refused
 * @param value whether the words name the value, not only the key
 */
record NotHonoured(String pointer, Predicate<JsonNode> refused, boolean value) {

    private static final List<NotHonoured> ALL =
            List.of(new NotHonoured("/tasks/nodes", node -> !node.isNumber() || node.intValue() != 1, true));

    static List<DocumentProblem> check(SourceDocument document) {
        return ALL.stream()
                .filter(key -> key.isIn(document))
                .map(key -> key.problem(document))
                .toList();
    }

    private boolean isIn(SourceDocument document) {
        JsonNode node = document.root().at(pointer);
        return !node.isMissingNode() && refused.test(node);
    }

    private DocumentProblem problem(SourceDocument document) {
        JsonNode node = document.root().at(pointer);
        String named = JsonPointers.readable(pointer);
        String shown = value ? named + ": " + node.asText() : named;
        DocumentProblem place = document.problem(pointer, "");
        return new DocumentProblem(place.line(), place.column(), "", shown + " is not honoured by this version");
    }
}
