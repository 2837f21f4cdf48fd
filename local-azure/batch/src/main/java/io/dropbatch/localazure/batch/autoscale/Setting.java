package io.dropbatch.localazure.batch.autoscale;

import java.util.Optional;

/**
 * What a formula can set.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#read-write-service-defined-variables">
 *     the read-write variables</a>
 */
enum Setting {
    DEDICATED("$TargetDedicatedNodes", "$TargetDedicated", Type.NUMBER),
    LOW_PRIORITY("$TargetLowPriorityNodes", "$TargetLowPriority", Type.NUMBER),
    DEALLOCATION("$NodeDeallocationOption", "$NodeDeallocationOption", Type.TEXT);

    private final String name;
    private final String alias;
    private final Type type;

    Setting(String name, String alias, Type type) {
        this.name = name;
        this.alias = alias;
        this.type = type;
    }

    static Optional<Setting> named(String name) {
        for (Setting setting : values()) {
            if (setting.name.equals(name) || setting.alias.equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    String alias() {
        return alias;
    }

    Type type() {
        return type;
    }

    @Override
    public String toString() {
        return name;
    }
}
