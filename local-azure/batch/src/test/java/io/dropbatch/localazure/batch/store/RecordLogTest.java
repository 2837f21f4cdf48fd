package io.dropbatch.localazure.batch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log keeps the last version of each record, whatever happens to its end. */
class RecordLogTest {

    @TempDir
    Path folder;

    @Test
    void remembers_the_last_version_and_forgets_what_was_deleted() throws Exception {
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(1), bytes("one"));
            log.putAll(List.of(new RecordLog.Entry(key(2), bytes("two")), new RecordLog.Entry(key(3), bytes(""))));
            log.put(key(1), bytes("uno"));
            log.deleteAll(List.of(key(2)));
        }

        assertThat(read()).containsExactly(Map.entry(3L, ""), Map.entry(1L, "uno"));
    }

    @Test
    void drops_a_torn_or_corrupt_end_and_goes_on_from_there() throws Exception {
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(1), bytes("one"));
            log.put(key(2), bytes("two"));
        }
        Path file = folder.resolve("records-0.log");
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length - 1; length > whole.length / 2; length--) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertThat(read()).containsExactly(Map.entry(1L, "one"));
        }
        byte[] corrupt = whole.clone();
        corrupt[whole.length - 1] ^= 1;
        Files.write(file, corrupt);
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(4), bytes("four"));
        }

        assertThat(read()).containsExactly(Map.entry(1L, "one"), Map.entry(4L, "four"));
    }

    @Test
    void gives_space_back_when_most_of_it_is_old() throws Exception {
        byte[] large = new byte[1024 * 1024];
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(7), bytes("kept"));
            for (int i = 0; i < 40; i++) {
                log.put(key(1), large);
            }
            log.put(key(2), bytes("later"));
        }

        assertThat(folder.toFile().list()).hasSize(1);
        assertThat(Files.size(folder.resolve(folder.toFile().list()[0]))).isLessThan(16L * 1024 * 1024);
        assertThat(read()).containsKeys(7L, 1L, 2L);
    }

    @Test
    void an_unfinished_compaction_is_forgotten() throws Exception {
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(1), bytes("one"));
        }
        Files.writeString(folder.resolve("records-1.log.tmp"), "half", StandardOpenOption.CREATE);

        assertThat(read()).containsExactly(Map.entry(1L, "one"));
    }

    private Map<Long, String> read() throws Exception {
        Map<Long, String> content = new LinkedHashMap<>();
        try (RecordLog log = RecordLog.open(folder)) {
            log.readAll((key, bytes) -> content.put(
                    key.id(), new String(bytes, StandardCharsets.UTF_8).substring(0, Math.min(10, bytes.length))));
        }
        return content;
    }

    private static RecordKey key(long id) {
        return new RecordKey((byte) 1, id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
