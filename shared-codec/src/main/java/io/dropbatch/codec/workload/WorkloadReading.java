package io.dropbatch.codec.workload;

import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.model.workload.Workload;
import java.util.List;

/** The result of reading a workload file. */
public sealed interface WorkloadReading {

    /** The file is a workload that this version honours in full. */
    record Valid(Workload workload) implements WorkloadReading {}

    /** @param problems at least one, in the order of the file */
    record Invalid(List<DocumentProblem> problems) implements WorkloadReading {
        public Invalid {
            problems = problems.stream().sorted(DocumentProblem.BY_PLACE).toList();
        }

        /** The first few problems in one sentence. */
        public String describe() {
            return DocumentProblem.describe(problems);
        }
    }
}
