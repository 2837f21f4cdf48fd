package io.dropbatch.localazure.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    @Test
    void is_held_by_one_at_a_time() throws IOException {
        try (FolderLock first = FolderLock.take(folder.resolve("data"), "lock").orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(FolderLock.take(folder.resolve("data"), "lock")).isEmpty();
        }

        try (FolderLock second = FolderLock.take(folder.resolve("data"), "lock").orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }
}
