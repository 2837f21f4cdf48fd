package io.dropbatch.localazure.batch.autoscale;

/** The type of a value in a formula. */
enum ValueKind {
    NUMBER("double"),
    VECTOR("doubleVec"),
    TEXT("string"),
    MOMENT("timestamp"),
    INTERVAL("timeinterval"),
    /** Known only when the formula is evaluated: a choice between values of two types. */
    ANY("value");

    private final String word;

    ValueKind(String word) {
        this.word = word;
    }

    boolean isTime() {
        return this == MOMENT || this == INTERVAL || this == ANY;
    }

    boolean isNumeric() {
        return this == NUMBER || this == VECTOR || this == ANY;
    }

    boolean fits(ValueKind wanted) {
        return this == wanted || this == ANY || wanted == ANY;
    }

    @Override
    public String toString() {
        return word;
    }
}
