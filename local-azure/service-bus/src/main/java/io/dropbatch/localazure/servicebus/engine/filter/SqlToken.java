package io.dropbatch.localazure.servicebus.engine.filter;

/** One token of a filter expression. */
record SqlToken(Kind kind, String text, int position) {
    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String word) {
        return kind == Kind.SYMBOL && text.equals(word) || kind == Kind.WORD && text.equalsIgnoreCase(word);
    }
}
