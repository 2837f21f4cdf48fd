package io.dropbatch.cli.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.client.watch.DropLookup.Found;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.store.InMemoryBlobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropLookupTest {

    private static final SubmissionId TODAY = new SubmissionId("prices-nt2huirgv3h7i6ktsdqu");
    private static final SubmissionId OTHER = new SubmissionId("prices-aaaaaaaaaaaaaaaaaaaa");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InMemoryBlobStore inbox = new InMemoryBlobStore("inbox", new SteppingClock());
    private final InMemoryBlobStore outputs = new InMemoryBlobStore("outputs", Clock.systemUTC());
    private final DropLookup lookup = new DropLookup(inbox, outputs);

    /** Each blob is a second younger than the one before. */
    private final class SteppingClock extends Clock {

        @Override
        public Instant instant() {
            return now.updateAndGet(before -> before.plusSeconds(1));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void drop() {
        status("prices/zebra", OTHER, Instant.EPOCH);
        status("prices/today", TODAY, Instant.EPOCH);
        inbox.write("prices/half/a.csv", new byte[1], "text/csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prices/today", "prices/today/", "/prices/today", "inbox/prices/today/job.json"})
    void finds_a_drop_by_its_folder_however_it_is_written(String written) {
        assertThat(lookup.find(written)).isEqualTo(new Found("prices/today", null));
    }

    @Test
    void finds_a_drop_by_its_submission() {
        Found found = lookup.find(TODAY.value());

        assertThat(found).isEqualTo(new Found("prices/today", TODAY));
        assertThat(lookup.status(found)).isPresent();
    }

    @Test
    void finds_a_file_that_is_a_drop_by_itself() {
        byte[] status = inbox.read("prices/today/_status.json").orElseThrow().bytes();
        inbox.write("prices/deep/er/_status.a.csv.json", status, "application/json");

        Found found = lookup.find("inbox/prices/deep/er/a.csv");

        assertThat(found.folder()).isEqualTo("prices/deep/er/a.csv");
        assertThat(lookup.status(found)).isPresent();
        assertThat(lookup.hasTrigger(found)).isTrue();
    }

    @Test
    void knows_a_drop_that_nothing_has_started_yet() {
        Found found = lookup.find("prices/half");

        assertThat(lookup.status(found)).isEmpty();
        assertThat(lookup.hasTrigger(found)).isFalse();
        inbox.write("prices/half/_READY", new byte[0], "text/plain");
        assertThat(lookup.hasTrigger(found)).isTrue();
    }

    @Test
    void says_at_once_that_there_is_no_such_drop_and_which_ones_there_are() {
        assertThatThrownBy(() -> lookup.find("prices/tody")).hasMessageContaining("did you mean 'today'?");
        assertThatThrownBy(() -> lookup.find("prices/2026-11-28"))
                .hasMessageContaining("the latest of 'prices' are today, zebra, half");
        assertThatThrownBy(() -> lookup.find("price/today"))
                .hasMessageContaining("nothing was dropped for 'price': did you mean 'prices'?");
        assertThatThrownBy(() -> lookup.find("prices")).hasMessageContaining("give WORKLOAD/DROP");
        assertThatThrownBy(() -> lookup.find("prices-bbbbbbbbbbbbbbbbbbbb"))
                .hasMessageContaining("there is no submission")
                .hasMessageContaining("today");
    }

    @Test
    void ends_the_watch_of_a_drop_whose_folder_is_used_again() {
        String etag = inbox.write("prices/today/_READY", new byte[0], "text/plain");
        DropTrigger trigger = new DropTrigger("inbox", "prices/today/_READY", etag, Instant.EPOCH);
        Instant uploaded = inbox.facts(trigger.path()).orElseThrow().lastModified();
        StatusReader reader = new StatusReader(inbox);

        assertThat(reader.read(trigger)).as("an older drop's status").isEmpty();
        status("prices/today", OTHER, uploaded.plus(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> reader.read(trigger))
                .hasMessageContaining(OTHER.value())
                .hasMessageContaining("download " + trigger.submission());
        status("prices/today", trigger.submission(), uploaded);
        assertThat(reader.read(trigger)).isPresent();
    }

    private void status(String folder, SubmissionId submission, Instant triggerUploadedAt) {
        Map<String, Object> status = Map.of(
                "schema",
                "dropbatch/status/v1",
                "submission",
                submission.value(),
                "workload",
                "prices",
                "state",
                "RUNNING",
                "message",
                "",
                "updatedAt",
                Instant.EPOCH,
                "triggerUploadedAt",
                triggerUploadedAt,
                "missing",
                List.of(),
                "missingCount",
                0);
        inbox.write(folder + "/_status.json", ModelJson.write(status), "application/json");
    }
}
