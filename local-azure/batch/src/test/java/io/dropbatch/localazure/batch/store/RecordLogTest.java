package io.dropbatch.localazure.batch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        Path file = folder.resolve("segment-1.log");
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
    void gives_space_back_when_most_of_it_is_old_and_keeps_what_is_live() throws Exception {
        byte[] large = new byte[20_000];
        try (RecordLog log = RecordLog.open(folder, 100_000)) {
            for (int i = 0; i < 100; i++) {
                log.put(key(100 + i), bytes("kept " + i));
            }
            for (int i = 0; i < 200; i++) {
                log.put(key(1), large);
            }
            log.deleteAll(List.of(key(100)));
            Await.until("the log is short", () -> size() < 400_000);
            log.put(key(2), bytes("later"));

            assertThat(log.read(key(199))).asString().isEqualTo("kept 99");
            assertThat(log.read(key(1))).hasSize(large.length);
            assertThat(log.read(key(100))).isNull();
        }

        assertThat(read())
                .hasSize(101)
                .containsEntry(199L, "kept 99")
                .containsKeys(1L, 2L)
                .doesNotContainKey(100L);
    }

    @Test
    void a_deletion_outlives_the_record_through_every_cleaning() throws Exception {
        byte[] large = new byte[20_000];
        for (int life = 0; life < 4; life++) {
            try (RecordLog log = RecordLog.open(folder, 100_000)) {
                log.put(key(5), bytes("doomed"));
                log.deleteAll(List.of(key(5)));
                for (int i = 0; i < 40; i++) {
                    log.put(key(1), large);
                }
            }
            assertThat(read()).containsOnlyKeys(1L);
        }
    }

    @Test
    void goes_on_with_a_log_of_before_there_were_segments() throws Exception {
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(1), bytes("one"));
        }
        Files.move(folder.resolve("segment-1.log"), folder.resolve("records-7.log"));
        Files.writeString(folder.resolve("records-6.log"), "outdated");
        Files.writeString(folder.resolve("records-8.log.tmp"), "half");
        try (RecordLog log = RecordLog.open(folder)) {
            log.put(key(2), bytes("two"));
        }

        assertThat(read()).containsExactly(Map.entry(1L, "one"), Map.entry(2L, "two"));
        assertThat(folder.resolve("records-6.log")).doesNotExist();
    }

    private long size() throws Exception {
        long size = 0;
        for (String name : Objects.requireNonNull(folder.toFile().list())) {
            size += folder.resolve(name).toFile().length();
        }
        return size;
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
