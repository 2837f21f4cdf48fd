package io.dropbatch.model.workload;

import org.jspecify.annotations.Nullable;

/**
 * A column that a workload asks for: by its title, or by its position from 1 where that is said.
 *
 * @param name the value reaches the command as {@code PARAM_<name>}
 */
public record TableColumn(
        String name, @Nullable String title, @Nullable Integer position) {

    public static TableColumn titled(String name, String title) {
        return new TableColumn(name, title, null);
    }

    public static TableColumn at(String name, int position) {
        return new TableColumn(name, null, position);
    }
}
