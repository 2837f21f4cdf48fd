package io.dropbatch.codec.workload;

import io.dropbatch.codec.document.Document;
import io.dropbatch.codec.document.Problem;
import io.dropbatch.model.glob.Glob;
import java.util.List;
import java.util.Optional;

/** Reads values whose rules the model keeps. */
final class Parsing {

    private Parsing() {}

    static Optional<Glob> glob(Document document, List<Problem> problems, String pointer) {
        try {
            return Optional.of(new Glob(document.root().at(pointer).asText()));
        } catch (IllegalArgumentException e) {
            problems.add(document.problem(pointer, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }
}
