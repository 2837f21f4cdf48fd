package io.dropbatch.cli.client.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.InMemoryBlobStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder of the inbox that a drop is given: its name, and that nobody else has it. */
class DropNamesTest {

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 28, 22, 17, 31);

    private final InMemoryBlobStore inbox = new InMemoryBlobStore("inbox", Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "data/today, today-20261128-221731",
        "/, drop-20261128-221731",
        "My Data  2, My-Data-2-20261128-221731",
        "_status, status-20261128-221731",
        ".hidden, hidden-20261128-221731",
        "v1.2, v1-2-20261128-221731"
    })
    void is_called_as_the_folder_and_the_time(String folder, String name) {
        assertThat(DropName.derived(Path.of(folder), NOW)).isEqualTo(name);
        assertThat(DropName.given(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "..", "a ", "today.", "_status", "a\\b", "a\nb"})
    void refuses_a_name_that_is_no_folder(String name) {
        assertThatThrownBy(() -> DropName.given(name))
                .isInstanceOfSatisfying(
                        CliException.class, e -> assertThat(e.exitCode()).isEqualTo(2));
    }

    @Test
    void a_folder_is_taken_once_however_many_try_at_the_same_time() {
        List<Optional<DropClaim>> claims = IntStream.range(0, 32)
                .parallel()
                .mapToObj(i -> DropClaim.take(inbox, "w/today/"))
                .toList();

        assertThat(claims).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void a_folder_that_holds_something_is_taken_whoever_put_it_there() {
        inbox.write("w/today/old.csv", new byte[1], "text/csv");

        assertThat(DropClaim.take(inbox, "w/today/")).isEmpty();
        assertThat(DropClaim.take(inbox, "w/today2/")).isPresent();
        assertThat(inbox.list("w/today/").map(BlobDetails::path)).containsExactly("w/today/old.csv");
    }

    @Test
    void a_claim_leaves_nothing_behind() {
        DropClaim.take(inbox, "w/today/").orElseThrow().close();

        assertThat(inbox.list("")).isEmpty();
    }
}
