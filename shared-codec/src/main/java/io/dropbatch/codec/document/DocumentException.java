package io.dropbatch.codec.document;

/** A document cannot be read at all: it is too large, or breaks the rules of its format. */
public final class DocumentException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public DocumentException(Place place, String message) {
        super(message);
        this.problem = new Problem(place.line(), place.column(), "", message);
    }

    public Problem problem() {
        return problem;
    }
}
