package io.dropbatch.codec.document;

/** A document cannot be read at all: it is too large, or breaks the rules of its format. */
public final class DocumentException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DocumentProblem problem;

    public DocumentException(SourcePosition position, String message) {
        super(message);
        this.problem = new DocumentProblem(position.line(), position.column(), "", message);
    }

    public DocumentProblem problem() {
        return problem;
    }
}
