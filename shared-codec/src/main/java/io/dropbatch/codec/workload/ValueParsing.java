package io.dropbatch.codec.workload;

import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.glob.Glob;
import java.util.List;
import java.util.Optional;

/** Reads values whose rules the model keeps. */
final class ValueParsing {

    private ValueParsing() {}

    static Optional<Glob> glob(SourceDocument document, List<DocumentProblem> problems, String pointer) {
        try {
            return Optional.of(new Glob(document.root().at(pointer).asText()));
        } catch (IllegalArgumentException e) {
            problems.add(document.problem(pointer, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
