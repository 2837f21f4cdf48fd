package io.dropbatch.localazure.batch.autoscale.value;

/** The type of a value in a formula. */
public enum ValueKind {
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

    public boolean isTime() {
        return this == MOMENT || this == INTERVAL || this == ANY;
    }

    public boolean isNumeric() {
        return this == NUMBER || this == VECTOR || this == ANY;
    }

    public boolean fits(ValueKind wanted) {
        return this == wanted || this == ANY || wanted == ANY;
    }

    @Override
    public String toString() {
        return word;
    }
}
