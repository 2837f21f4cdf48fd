package io.dropbatch.submission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropManifest;
import io.dropbatch.model.drop.DropManifest.Listed;
import io.dropbatch.model.plan.PlannedInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
                        Map.of("rate", "1"))));
    }

    @Test
    void tells_what_is_not_there_from_what_has_another_length() {
        DropCompleteness completeness = ManifestInventory.compare(MANIFEST, Stream.of(blob("a.csv", 5)), PREFIX);

        assertThat(((DropCompleteness.Incomplete) completeness).missing())
                .extracting(MissingInput::describe)
                .containsExactly("b.csv", "a.csv (has 5 bytes, 1 expected)");
    }

    @Test
    void looks_less_and_less_often_until_the_deadline() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Instant deadline = now.plusSeconds(3600);

        assertThat(Stream.iterate(0, looks -> looks + 1)
                        .limit(8)
                        .map(looks ->
                                RecheckSchedule.nextLook(looks, now, deadline).getEpochSecond() - now.getEpochSecond()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(RecheckSchedule.nextLook(7, now, now.plusSeconds(3))).isEqualTo(now.plusSeconds(3));
    }

    private static SeenBlob blob(String path, long bytes) {
        return new SeenBlob(PREFIX + path, bytes, "e", "", Instant.EPOCH);
    }
}
