package io.dropbatch.codec.document;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A fault of a document in words that its author can act on.
 *
 * @param line from 1
 * @param column from 1
 * @param path where in the document, such as {@code tasks.outputs[1]}; empty for the document as a whole
 * @param message without line and path
 */
public record DocumentProblem(int line, int column, String path, String message) {

    /** In the order of the document. */
    public static final Comparator<DocumentProblem> BY_PLACE =
            Comparator.comparingInt(DocumentProblem::line).thenComparingInt(DocumentProblem::column);

    private static final int SHOWN = 5;

    /** {@code line 7: tasks: unknown key 'ouputs': did you mean 'outputs'?}. */
    public String describe() {
        return "line " + line + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }

    /** The first few of them in one sentence. */
    public static String describe(List<DocumentProblem> problems) {
        String shown =
                problems.stream().limit(SHOWN).map(DocumentProblem::describe).collect(Collectors.joining("; "));
        int more = problems.size() - SHOWN;
        return more > 0 ? shown + "; and " + more + " more" : shown;
    }
}
