package io.dropbatch.model.workload;

import io.dropbatch.model.glob.NamedParts;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder form one task together: those whose names agree in the named parts.
 *
 * @param size how many files each group has to have; absent when they may differ
 */
public record FileGroup(NamedParts pattern, @Nullable Integer size) {

    public FileGroup {
        if (size != null && size < 1) {
            throw new IllegalArgumentException("a group has at least one file");
        }
    }
}
