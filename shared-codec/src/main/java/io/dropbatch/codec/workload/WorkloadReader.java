package io.dropbatch.codec.workload;

import io.dropbatch.codec.document.DocumentException;
import io.dropbatch.codec.document.DocumentFormat;
import io.dropbatch.codec.document.DocumentProblem;
import io.dropbatch.codec.document.SourceDocument;
import io.dropbatch.model.id.WorkloadName;
import io.dropbatch.model.workload.StartCondition;
import io.dropbatch.model.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads workload files: YAML, then the JSON Schema, then the rules that a schema cannot express. */
public final class WorkloadReader {

    private static final int LARGEST = 256 * 1024;

    private WorkloadReader() {}

    /**
     * Reads {@code workloads/<name>.yaml}.
     *
     * @param expected the file's name without its ending, which the file has to repeat
     */
    public static WorkloadReading read(byte[] yaml, WorkloadName expected) {
        try {
            return read(SourceDocument.read(yaml, DocumentFormat.YAML, LARGEST), expected);
        } catch (DocumentException e) {
            return new WorkloadReading.Invalid(List.of(e.problem()));
        }
    }

    /**
     * What completes a drop of this workload, for those who drop one. Looks at nothing else: a manifest where even this
     * cannot be read, so that the service tells what is wrong with the file.
     */
    public static StartCondition.On startOf(byte[] yaml) {
        try {
            return WorkloadBuilder.startOf(SourceDocument.read(yaml, DocumentFormat.YAML, LARGEST));
        } catch (DocumentException e) {
            return StartCondition.On.MANIFEST;
        }
    }

    private static WorkloadReading read(SourceDocument document, WorkloadName expected) {
        List<DocumentProblem> shape = WorkloadSchema.check(document);
        List<DocumentProblem> problems = new ArrayList<>(shape);
        if (!shape.isEmpty()) {
            return new WorkloadReading.Invalid(problems);
        }
        problems.addAll(new EachFileCheck(document).problems());
        problems.addAll(new TaskNodesCheck(document).problems());
        WorkloadBuilder builder = new WorkloadBuilder(document, problems);
        Optional<Workload> workload = builder.build(expected);
        return workload.isPresent() && problems.isEmpty()
                ? new WorkloadReading.Valid(workload.get())
                : new WorkloadReading.Invalid(problems);
    }
}
