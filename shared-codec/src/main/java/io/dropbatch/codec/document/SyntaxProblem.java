package io.dropbatch.codec.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says where and why a parser stopped. */
final class SyntaxProblem {

    private static final String UNKNOWN = "it is malformed";

    private SyntaxProblem() {}

    static DocumentException of(JsonProcessingException e) {
        MarkedYAMLException marked = marked(e);
        Mark mark = marked == null ? null : marked.getProblemMark();
        if (marked != null && mark != null) {
            return new DocumentException(
                    new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1), unreadable(reason(marked)));
        }
        SourcePosition position = e.getLocation() == null ? SourcePosition.START : SourcePosition.of(e.getLocation());
        return new DocumentException(position, unreadable(firstLine(e.getOriginalMessage())));
    }

    static String unreadable(String reason) {
        return "the file cannot be read: " + reason;
    }

    static String firstLine(@Nullable String message) {
        return message == null ? UNKNOWN : message.lines().findFirst().orElse(UNKNOWN);
    }

    /** Jackson keeps YAML's own exception, which knows the place, as a cause. */
    private static @Nullable MarkedYAMLException marked(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked) {
                return marked;
            }
        }
        return null;
    }

    private static String reason(MarkedYAMLException marked) {
        String problem = firstLine(marked.getProblem());
        if (problem.contains("TAB")) {
            return "there is a tab where only spaces may be: indent with spaces";
        }
        return marked.getContext() == null ? problem : firstLine(marked.getContext()) + ": " + problem;
    }
}
