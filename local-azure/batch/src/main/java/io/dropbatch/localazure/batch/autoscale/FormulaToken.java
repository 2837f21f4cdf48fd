package io.dropbatch.localazure.batch.autoscale;

/** A word of a formula and where it stands. */
record FormulaToken(Kind kind, String text, FormulaPosition position) {

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end of the formula" : "'" + text + "'";
    }

    /** What sort of word it is. */
    enum Kind {
        NUMBER,
        NAME,
        STRING,
        SYMBOL,
        END
    }
}
