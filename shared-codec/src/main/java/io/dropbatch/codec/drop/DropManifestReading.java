package io.dropbatch.codec.drop;

import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.model.drop.DropManifest;
import java.util.List;

/** The result of reading a drop's manifest. */
public sealed interface DropManifestReading {

    /** The file is a manifest. */
    record Valid(DropManifest manifest) implements DropManifestReading {}

    /** @param problems at least one, in the order of the file */
    record Invalid(List<DocumentProblem> problems) implements DropManifestReading {
        public Invalid {
            problems = problems.stream().sorted(DocumentProblem.BY_PLACE).toList();
        }

        /** The first few problems in one sentence. */
        public String describe() {
            return DocumentProblem.describe(problems);
        }
    }
}
