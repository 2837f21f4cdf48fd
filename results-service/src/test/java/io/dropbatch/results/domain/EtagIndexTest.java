package io.dropbatch.results.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EtagIndexTest {

    @Test
    void tells_a_version_from_another_among_many() {
        EtagIndex index = new EtagIndex();
        for (int i = 0; i < 50_000; i++) {
            index.add("folder/" + i, "0x" + i);
        }

        assertThat(index.contains("folder/49999", "0x49999")).isTrue();
        assertThat(index.contains("folder/0", "0x0")).isTrue();
        assertThat(index.contains("folder/0", "0x1")).isFalse();
        assertThat(index.contains("folder/50000", "0x50000")).isFalse();
    }
}
