package io.dropbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RowStore} does; each test has a partition of its own. */
abstract class RowStoreContract {

    private final String partition = "p/" + UUID.randomUUID() + "#ü";

    abstract RowStore<Note> rows();

    /** A value with a word and as many characters as wanted. */
    record Note(String word, String filling) {

        static Note of(String word) {
            return new Note(word, "");
        }
    }

    @Test
    void finds_what_was_inserted_and_inserts_once() {
        assertThat(rows().find(partition, "a")).isEmpty();
        assertThat(rows().insert(partition, "a", Note.of("one"))).isPresent();
        assertThat(rows().insert(partition, "a", Note.of("two"))).isEmpty();

        VersionedRow<Note> row = rows().find(partition, "a").orElseThrow();
        assertThat(row.value()).isEqualTo(Note.of("one"));
        assertThat(row.partition()).isEqualTo(partition);
    }

    @Test
    void replaces_only_what_nobody_replaced_since() {
        VersionedRow<Note> first = rows().insert(partition, "a", Note.of("one")).orElseThrow();
        VersionedRow<Note> second = rows().replace(first, Note.of("two")).orElseThrow();

        assertThat(rows().replace(first, Note.of("late"))).isEmpty();
        assertThat(rows().find(partition, "a")).contains(second);
        assertThat(rows().replace(second, Note.of("three"))).isPresent();

        VersionedRow<Note> read = rows().find(partition, "a").orElseThrow();
        rows().put(partition, "a", Note.of("four"));
        assertThat(rows().replace(read, Note.of("late"))).isEmpty();
        assertThat(rows().delete(partition, "a")).isTrue();
        assertThat(rows().replace(second, Note.of("gone"))).isEmpty();
        assertThat(rows().delete(partition, "a")).isFalse();
    }

    @Test
    void keeps_hostile_keys_and_long_values() {
        String key = "a/b\\c#d?e f'ü_\"%";
        Note longOne = new Note("long", "ü☃".repeat(30_000));

        rows().put(partition, key, longOne);

        Note read = rows().find(partition, key).orElseThrow().value();
        assertThat(read.equals(longOne)).as("is as it was written").isTrue();
        assertThat(rows().partition(partition))
                .singleElement()
                .satisfies(row -> assertThat(row.key()).isEqualTo(key));
    }

    @Test
    void lists_a_partition_in_the_order_of_its_keys() {
        List.of("0002", "0001", "0003").forEach(key -> rows().put(partition, key, Note.of(key)));
        rows().put(partition + "'", "0000", Note.of("elsewhere"));

        assertThat(rows().partition(partition).map(VersionedRow::key)).containsExactly("0001", "0002", "0003");
        assertThat(rows().partition(partition, "").map(VersionedRow::key)).containsExactly("0001", "0002", "0003");
        assertThat(rows().partition(partition, "0001").map(VersionedRow::key)).containsExactly("0002", "0003");
        assertThat(rows().partition(partition, "0002-").map(VersionedRow::key)).containsExactly("0003");
        assertThat(rows().partition(partition, "0003")).isEmpty();
    }

    @Test
    void deletes_many_of_a_partition_also_when_some_are_gone() {
        List<String> keys =
                IntStream.range(0, 205).mapToObj(i -> "%03d #/ü".formatted(i)).toList();
        keys.forEach(key -> rows().put(partition, key, Note.of(key)));
        rows().put(partition, "last", Note.of("last"));
        rows().put(partition + "'", keys.getFirst(), Note.of("elsewhere"));
        rows().delete(partition, keys.get(104));

        rows().deleteAll(partition, keys);
        rows().deleteAll(partition, keys);
        rows().deleteAll(partition, List.of());

        assertThat(rows().partition(partition).map(VersionedRow::key)).containsExactly("last");
        assertThat(rows().partition(partition + "'")).hasSize(1);
    }

    @Test
    void goes_round_a_partition_in_steps() {
        List.of("1", "2", "3").forEach(key -> rows().put(partition, key, Note.of(key)));
        PartitionRounds<Note> rounds = new PartitionRounds<>(rows(), partition, 2);

        assertThat(rounds.next()).extracting(VersionedRow::key).containsExactly("1", "2");
        rows().delete(partition, "2");
        assertThat(rounds.next()).extracting(VersionedRow::key).containsExactly("3");
        assertThat(rounds.next()).extracting(VersionedRow::key).containsExactly("1", "3");
        assertThat(rounds.next()).isEmpty();
        assertThat(rounds.next()).extracting(VersionedRow::key).containsExactly("1", "3");
    }
}
