package io.dropbatch.localazure.batch.autoscale;

import io.dropbatch.localazure.batch.autoscale.value.ValueKind;
import java.util.Optional;

/**
 * The settings that a formula can assign.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-automatic-scaling#read-write-service-defined-variables">
 *     the read-write variables</a>
 */
enum FormulaSetting {
    DEDICATED("$TargetDedicatedNodes", "$TargetDedicated", ValueKind.NUMBER),
    LOW_PRIORITY("$TargetLowPriorityNodes", "$TargetLowPriority", ValueKind.NUMBER),
    DEALLOCATION("$NodeDeallocationOption", "$NodeDeallocationOption", ValueKind.TEXT);

    private final String name;
    private final String alias;
    private final ValueKind valueKind;

    FormulaSetting(String name, String alias, ValueKind valueKind) {
        this.name = name;
        this.alias = alias;
        this.valueKind = valueKind;
    }

    static Optional<FormulaSetting> named(String name) {
        for (FormulaSetting setting : values()) {
            if (setting.name.equals(name) || setting.alias.equals(name)) {
                return Optional.of(setting);
            }
        }
        return Optional.empty();
    }

    String alias() {
        return alias;
    }

    ValueKind type() {
        return valueKind;
    }

    @Override
    public String toString() {
        return name;
    }
}
