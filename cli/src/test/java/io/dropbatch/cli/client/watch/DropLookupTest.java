package io.dropbatch.cli.client.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropbatch.cli.client.Statuses;
import io.dropbatch.cli.client.watch.DropLookup.Found;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.DropKind;
import io.dropbatch.model.view.DropLife;
import io.dropbatch.store.InMemoryBlobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Map<SubmissionId, DropLife> served = new HashMap<>();
    private final DropLookup lookup = new DropLookup(inbox, outputs, new ServedLives());

    /** Stands for results-service. */
    private final class ServedLives implements SubmissionSource {

        @Override
        public Optional<DropLife> life(SubmissionId submission) {
            return Optional.ofNullable(served.get(submission));
        }

        @Override
        public Optional<DropStatus> status(SubmissionId submission) {
            return life(submission).map(DropLife::status);
        }
    }

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
    void follows_a_file_that_was_named_by_its_id_where_it_lies() {
        SubmissionId cat = new SubmissionId("prices-cccccccccccccccccccc");
        knows(cat, DropKind.FILE, "prices/deep/er/cat.jpg");

        Found found = lookup.find(cat.value());

        assertThat(found.folder()).isEqualTo("prices/deep/er/cat.jpg");
        assertThat(found.name()).isEqualTo(cat.value());
        assertThat(stateOf(found)).as("as the service says").isEqualTo(State.WAITING);
        status("prices/deep/er/_status.cat.jpg.json", cat, Instant.EPOCH);
        assertThat(stateOf(found)).as("as it was posted").isEqualTo(State.RUNNING);
    }

    @Test
    void follows_a_drop_that_only_the_service_knows_in_its_folder() {
        SubmissionId late = new SubmissionId("prices-dddddddddddddddddddd");
        knows(late, DropKind.DROP, "prices/late");

        assertThat(lookup.find(late.value())).isEqualTo(new Found("prices/late", late));
    }

    @Test
    void finds_the_job_that_files_share_by_the_status_in_the_folder_of_the_workload() {
        SubmissionId job = SubmissionId.rolling("prices", "inbox", "1-x");
        assertThatThrownBy(() -> lookup.find(job.value())).hasMessageContaining("there is no submission");

        status("prices/_status.json", job, Instant.EPOCH);
        Found found = lookup.find(job.value());

        assertThat(found).isEqualTo(new Found("prices", job));
        assertThat(found.name()).isEqualTo(job.value());
        assertThat(lookup.hasTrigger(found)).isTrue();
        assertThat(stateOf(found)).isEqualTo(State.RUNNING);
    }

    @Test
    void says_when_nothing_tells_of_a_submission_any_more() {
        SubmissionId job = SubmissionId.rolling("prices", "inbox", "1-x");
        Found found = new Found("prices", job);
        status("prices/_status.json", SubmissionId.rolling("prices", "inbox", "2-x"), Instant.EPOCH);
        assertThatThrownBy(() -> lookup.status(found)).hasMessageContaining("its files have statuses of their own");

        knows(job, DropKind.SHARED_JOB, "prices");

        assertThat(stateOf(found)).isEqualTo(State.WAITING);
        Found drop = new Found("prices/zebra", TODAY);
        assertThatThrownBy(() -> lookup.status(drop)).hasMessageContaining("download " + TODAY);
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

    private State stateOf(Found drop) {
        return lookup.status(drop).orElseThrow().state();
    }

    /** Lets the service know of a submission that waits. */
    private void knows(SubmissionId submission, DropKind kind, String name) {
        DropStatus status = Statuses.of(submission, State.WAITING);
        served.put(submission, new DropLife(name, status, List.of(), List.of(), null, List.of(), kind));
    }

    /** @param place a drop's folder, or the path of the status itself */
    private void status(String place, SubmissionId submission, Instant triggerUploadedAt) {
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
        String path = place.endsWith(".json") ? place : place + "/_status.json";
        inbox.write(path, ModelJson.write(status), "application/json");
    }
}
