package io.dropbatch.localazure.batch.autoscale;

import org.jspecify.annotations.Nullable;

/** Why a formula cannot be accepted or evaluated, and where. */
public final class FormulaError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final transient FormulaPosition position;

    FormulaError(Kind kind, FormulaPosition position, String detail) {
        // No stack trace: a bad formula is an answer, and hostile callers may send many.
        super(position + ": " + detail, null, false, false);
        this.kind = kind;
        this.position = position;
    }

    static FormulaError syntax(FormulaPosition position, String detail) {
        return new FormulaError(Kind.SYNTAX, position, detail);
    }

    static FormulaError meaning(FormulaPosition position, String detail) {
        return new FormulaError(Kind.MEANING, position, detail);
    }

    static FormulaError evaluation(FormulaPosition position, String detail) {
        return new FormulaError(Kind.EVALUATION, position, detail);
    }

    static FormulaError insufficient(FormulaPosition position, @Nullable String detail) {
        return new FormulaError(Kind.INSUFFICIENT_DATA, position, String.valueOf(detail));
    }

    public Kind kind() {
        return kind;
    }

    public FormulaPosition position() {
        return position;
    }

    /** The kind of error: syntax, names and types, or only the current values. */
    public enum Kind {
        SYNTAX,
        MEANING,
        EVALUATION,
        INSUFFICIENT_DATA
    }
}
