package io.dropbatch.model.call;

import io.dropbatch.model.id.TextValue;

/** The clients of Azure whose calls are measured. */
public enum CallClient implements TextValue {
    BATCH("batch"),
    BLOB("blob"),
    TABLE("table"),
    BUS("bus");

    private final String value;

    CallClient(String value) {
        this.value = value;
    }

    @Override
    public String value() {
        return value;
    }
}
