package io.dropbatch.localazure.batch.engine.model.task;

import java.nio.charset.StandardCharsets;

/** Rare features of a task, known without parsing the user's JSON. */
public enum TaskTrait {
    DEPENDENCIES("dependsOn"),
    EXIT_CONDITIONS("exitConditions"),
    AFFINITY("affinityInfo"),
    INSTANCES("multiInstanceSettings");

    private final byte[] property;

    TaskTrait(String property) {
        this.property = ('"' + property + '"').getBytes(StandardCharsets.US_ASCII);
    }

    /** The traits that JSON mentions, one bit for each; a false match costs only one parse. */
    public static byte of(byte[] source) {
        int traits = 0;
        for (TaskTrait trait : values()) {
            traits |= trait.mentionedIn(source) ? trait.bit() : 0;
        }
        return (byte) traits;
    }

    public boolean among(byte traits) {
        return (traits & bit()) != 0;
    }

    private int bit() {
        return 1 << ordinal();
    }

    private boolean mentionedIn(byte[] source) {
        for (int i = source.length - property.length; i >= 0; i--) {
            if (source[i] == '"' && source[i + 1] == property[1] && at(source, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean at(byte[] source, int offset) {
        for (int i = 0; i < property.length; i++) {
            if (source[offset + i] != property[i]) {
                return false;
            }
        }
        return true;
    }
}
