package io.dropbatch.planning.drop;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.plan.PlannedInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestInventoryTest {

    private static final String PREFIX = "prices/today/";
    private static final DropManifest MANIFEST = new DropManifest(
            List.of(new Listed("b.csv", 2, "sha"), new Listed("a.csv", 1, null)), Map.of("rate", "1"), null);

    @Test
    void is_complete_when_every_listed_input_is_there_with_its_length() {
        DropCompleteness completeness = ManifestInventory.compare(
                MANIFEST, Stream.of(blob("a.csv", 1), blob("b.csv", 2), blob("c.csv", 3)), PREFIX);

        assertThat(completeness)
                .isEqualTo(new DropCompleteness.Complete(new DropContents(
                        List.of(new PlannedInput("a.csv", 1, "e", null), new PlannedInput("b.csv", 2, "e", "sha")),
                        Map.of("rate", "1"),
                        List.of(),
                        new IgnoredFiles(List.of(new IgnoredFile("c.csv", "not listed in the manifest")), 1))));
    }

    @Test
    void takes_a_name_for_the_file_that_looks_the_same_and_says_so() {
        DropManifest manifest =
                new DropManifest(List.of(new Listed("Gr\u00f6\u00dfe/\u00e9.csv", 1, "sha")), Map.of(), null);

        DropCompleteness completeness = ManifestInventory.compare(
                manifest, Stream.of(blob("Gro\u0308\u00dfe/e\u0301.csv", 1), blob("x", 1)), PREFIX);

        DropContents contents = ((DropCompleteness.Complete) completeness).contents();
        assertThat(contents.inputs()).containsExactly(new PlannedInput("Gro\u0308\u00dfe/e\u0301.csv", 1, "e", "sha"));
        assertThat(contents.notes()).singleElement().asString().contains("another Unicode form", "e\u0301.csv");
        assertThat(contents.ignored().files()).extracting(IgnoredFile::path).containsExactly("x");
        assertThat(contents.ignored().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a.csv      | A.CSV       | upper and lower case
            in/a.csv   | in\\a.csv | separated by '/'
            a.csv      | "a.csv "    | spaces
            in/a.csv   | "In/A.csv"  | upper and lower case
            """)
    void names_the_file_that_may_be_meant(String listed, String arrived, String words) {
        DropManifest manifest = new DropManifest(List.of(new Listed(listed, 1, null)), Map.of(), null);

        DropCompleteness completeness = ManifestInventory.compare(manifest, Stream.of(blob(arrived, 1)), PREFIX);

        assertThat(((DropCompleteness.Incomplete) completeness).missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.describe()).contains(listed, "'" + arrived + "'", words));
    }

    @Test
    void two_files_that_look_the_same_are_not_chosen_from() {
        DropManifest manifest = new DropManifest(List.of(new Listed("\u1e69", 1, null)), Map.of(), null);

        DropCompleteness completeness = ManifestInventory.compare(
                manifest, Stream.of(blob("s\u0323\u0307", 1), blob("s\u0307\u0323", 1)), PREFIX);

        assertThat(((DropCompleteness.Incomplete) completeness).missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.describe()).contains("another Unicode form"));
    }

    @Test
    void what_lies_in_the_archive_is_refused_by_name() {
        SeenBlob archived = new SeenBlob(PREFIX + "b.csv", 2, "e", "", Instant.EPOCH, SeenBlob.Nature.ARCHIVED);

        assertThat(ManifestInventory.compare(MANIFEST, Stream.of(blob("a.csv", 1), archived), PREFIX))
                .isEqualTo(new DropCompleteness.Unreadable(List.of("b.csv")));
    }

    @Test
    void tells_what_is_not_there_from_what_has_another_length() {
        DropCompleteness completeness = ManifestInventory.compare(MANIFEST, Stream.of(blob("a.csv", 5)), PREFIX);

        assertThat(((DropCompleteness.Incomplete) completeness).missing())
                .extracting(MissingInput::describe)
                .containsExactly("b.csv", "a.csv (has 5 bytes, 1 expected)");
    }

    private static SeenBlob blob(String path, long bytes) {
        return new SeenBlob(PREFIX + path, bytes, "e", "", Instant.EPOCH);
    }
}
