package io.dropbatch.localazure.batch.autoscale;

/** A token of a formula and its position. */
record FormulaToken(Kind kind, String text, FormulaPosition position) {

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    @Override
    public String toString() {
        return kind == Kind.END ? "the end of the formula" : "'" + text + "'";
    }

    /** The kind of token. */
    enum Kind {
        NUMBER,
        NAME,
        STRING,
        SYMBOL,
        END
    }
}
