package io.dropbatch.results.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.drop.InboxFile;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobQueued;
import io.dropbatch.model.event.JobStuck;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.State;
import io.dropbatch.model.view.DropEntry;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.results.domain.status.DropFilter;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.InMemoryBlobStore;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TellStatusTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);

    @Test
    void tells_what_is_missing() {
        DropTrigger trigger = new DropTrigger("inbox", "demo/d1/job.yaml", "0x1", clock.instant());

        fixture.status.waiting(new SubmissionWaiting(
                trigger.submission(), "demo", trigger, List.of("a.csv", "b.csv"), 2, clock.instant()));

        DropStatus status = statusBeside(trigger);
        assertThat(status.state()).isEqualTo(State.WAITING);
        assertThat(status.missing()).containsExactly("a.csv", "b.csv");
        assertThat(status.message()).contains("2 inputs", "a.csv, b.csv");
    }

    @Test
    void a_hint_gives_way_to_any_status_of_a_submission_and_never_takes_its_place() {
        DropTrigger trigger = new DropTrigger("inbox", "demo/d1/_READY", "0x1", clock.instant());
        Failure why = Failure.of(FailureCode.INVALID_WORKLOAD, "line 7: unknown key 'ouputs'");

        fixture.status.hinted(hint("demo/d1/_SUCCESS", "Nothing has started yet."));
        assertThat(statusBeside(trigger).state()).isEqualTo(State.NOT_STARTED);
        assertThat(statusBeside(trigger).message()).isEqualTo("Nothing has started yet.");

        fixture.status.rejected(new SubmissionRejected(trigger.submission(), "demo", trigger, why));
        assertThat(statusBeside(trigger).state()).isEqualTo(State.REJECTED);

        clock.advance(Duration.ofMinutes(1));
        fixture.status.hinted(hint("demo/d1/done", "Nothing has started yet."));
        assertThat(statusBeside(trigger).state()).isEqualTo(State.REJECTED);
    }

    @Test
    void a_hint_about_a_file_that_lies_too_deep_is_beside_it_and_in_the_drop() {
        fixture.status.hinted(hint("demo/d2/sub/_READY", "Too deep."));
        fixture.status.hinted(hint("demo/_READY", "Too high."));

        assertThat(statusIn("demo/d2/sub/").message()).isEqualTo("Too deep.");
        assertThat(statusIn("demo/d2/").message()).isEqualTo("Too deep.");
        assertThat(statusIn("demo/").message()).isEqualTo("Too high.");
    }

    private SubmissionHinted hint(String path, String message) {
        InboxFile file = new InboxFile("inbox", path, "0x9", clock.instant());
        return new SubmissionHinted(file.submission(), file.folder(), file, message);
    }

    private DropStatus statusIn(String folder) {
        return ModelJson.read(
                fixture.inbox.read(folder + "_status.json").orElseThrow().bytes(), DropStatus.class);
    }

    @Test
    void tells_less_missing_and_then_acceptance() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2);
        for (int missing = 3; missing > 0; missing--) {
            fixture.status.waiting(new SubmissionWaiting(
                    scenario.submission, "demo", scenario.trigger, List.of("f" + missing), missing, clock.instant()));
            assertThat(scenario.postedStatus().missingCount()).isEqualTo(missing);
        }

        fixture.status.accepted(scenario.acceptedFact());

        assertThat(scenario.postedStatus().state()).isEqualTo(State.ACCEPTED);
        assertThat(scenario.postedStatus().missing()).isEmpty();
    }

    @Test
    void tells_a_rejection_in_the_words_of_its_failure() {
        DropTrigger trigger = new DropTrigger("inbox", "demo/d1/_READY", "0x1", clock.instant());
        Failure why = Failure.of(FailureCode.INVALID_WORKLOAD, "line 7: unknown key 'ouputs'");

        fixture.status.rejected(new SubmissionRejected(trigger.submission(), "demo", trigger, why));

        assertThat(statusBeside(trigger).state()).isEqualTo(State.REJECTED);
        assertThat(statusBeside(trigger).message()).isEqualTo(why.message());
    }

    @Test
    void finds_the_trigger_of_a_job_that_it_hears_of_first_in_the_plan() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2);

        fixture.status.scheduled(scenario.scheduledFact(0));

        assertThat(scenario.postedStatus().state()).isEqualTo(State.SCHEDULED);
        fixture.status.accepted(scenario.acceptedFact());
        assertThat(scenario.postedStatus().state()).isEqualTo(State.SCHEDULED);
        assertThat(fixture.status.acceptedAt(scenario.submission))
                .contains(scenario.acceptedFact().acceptedAt());
    }

    @Test
    void writes_progress_at_most_once_a_second_and_outcomes_at_once() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 100).levelRuns(0);
        fixture.status.scheduled(scenario.scheduledFact(0));
        fixture.status.progressed(scenario.progressedFact(0, 1));
        fixture.status.progressed(scenario.progressedFact(0, 2));
        assertThat(scenario.postedStatus().progress().completed()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        fixture.status.progressed(scenario.progressedFact(0, 3));
        assertThat(scenario.postedStatus().progress().completed()).isEqualTo(3);

        fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(scenario.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void says_running_only_of_what_runs() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 6, 1);
        fixture.status.quoted(scenario.quotedFact());
        fixture.status.scheduled(scenario.scheduledFact(0));
        assertThat(scenario.postedStatus().state()).isEqualTo(State.SCHEDULED);
        assertThat(scenario.postedStatus().message())
                .isEqualTo("On Batch: 6 tasks wait for one of at most 4 nodes of Standard_D2s_v5 with 2 slots each.");

        fixture.status.started(scenario.startedFact());
        assertThat(scenario.postedStatus().state()).isEqualTo(State.RUNNING);
        assertThat(scenario.postedStatus().message()).isEqualTo("Running: 0 of 6 tasks done.");

        fixture.status.scheduled(scenario.scheduledFact(0));
        assertThat(scenario.postedStatus().state()).isEqualTo(State.RUNNING);
        fixture.status.scheduled(scenario.scheduledFact(1));
        assertThat(scenario.postedStatus().message()).isEqualTo("Merge round 1 of 1 is on Batch: 1 task.");
    }

    @Test
    void a_job_that_finds_no_node_does_not_run() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 6);
        fixture.status.scheduled(scenario.scheduledFact(0));
        Failure why = Failure.of(FailureCode.CAPACITY, "The region has no such machines left.");

        fixture.status.stuck(new JobStuck(scenario.submission, "demo", scenario.job, 0, why));
        fixture.status.scheduled(scenario.scheduledFact(0));

        assertThat(scenario.postedStatus().state()).isEqualTo(State.SCHEDULED);
        assertThat(scenario.postedStatus().message()).contains(why.message());
        fixture.status.started(scenario.startedFact());
        assertThat(scenario.postedStatus().state()).isEqualTo(State.RUNNING);
        assertThat(scenario.postedStatus().failure()).isNull();
    }

    @Test
    void says_the_latest_place_in_the_queue_whatever_the_order_of_events() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 6);
        Instant noon = clock.instant();
        Failure full = Failure.of(FailureCode.QUOTA, "full");

        fixture.status.moved(scenario.movedFact(3, noon.plusSeconds(20)));
        fixture.status.moved(scenario.movedFact(5, noon));
        fixture.status.queued(new JobQueued(scenario.submission, "demo", scenario.job, 5, full));
        assertThat(scenario.postedStatus().queue().position()).isEqualTo(3);
        assertThat(scenario.postedStatus().message())
                .isEqualTo("In the queue at position 3 of 9: 2 jobs are on Batch.");

        fixture.status.moved(scenario.movedFact(4, noon.plusSeconds(40)));
        assertThat(scenario.postedStatus().queue().position()).isEqualTo(4);
        fixture.status.scheduled(scenario.scheduledFact(0));
        assertThat(scenario.postedStatus().queue()).isNull();
    }

    @Test
    void keeps_the_last_receipt_also_when_it_comes_after_the_end() {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 1).levelRuns(0);
        fixture.status.metered(scenario.meteredFact("0.2", clock.instant()));
        fixture.verify.verify(scenario.levelCompleted(0));

        fixture.status.metered(scenario.meteredFact("0.3", clock.instant().plusSeconds(15)));
        fixture.status.metered(scenario.meteredFact("0.1", clock.instant().minusSeconds(15)));

        assertThat(scenario.postedStatus().state()).isEqualTo(State.READY);
        assertThat(scenario.postedStatus().receipt().spent()).isEqualByComparingTo("0.3");
    }

    @Test
    void says_why_a_job_is_stuck_until_it_moves_again() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 100);
        fixture.status.progressed(scenario.progressedFact(0, 1));
        Failure why = Failure.of(FailureCode.CAPACITY, "The region has no such machines left.");

        fixture.status.stuck(new JobStuck(scenario.submission, "demo", scenario.job, 0, why));

        assertThat(scenario.postedStatus().message()).contains(why.message());
        assertThat(scenario.postedStatus().progress().completed()).isEqualTo(1);
        clock.advance(Duration.ofSeconds(2));
        fixture.status.progressed(scenario.progressedFact(0, 1));
        assertThat(scenario.postedStatus().failure()).isEqualTo(why);
        clock.advance(Duration.ofSeconds(2));
        fixture.status.progressed(scenario.progressedFact(0, 2));
        assertThat(scenario.postedStatus().failure()).isNull();
    }

    @Test
    void ends_in_the_outcome_whatever_the_order_of_events() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), "d" + seed, 3)
                    .levelRuns(0);
            List<Runnable> events = new ArrayList<>(List.of(
                    () -> fixture.status.accepted(scenario.acceptedFact()),
                    () -> fixture.status.queued(new JobQueued(
                            scenario.submission, "demo", scenario.job, 2, Failure.of(FailureCode.QUOTA, "full"))),
                    () -> fixture.status.moved(scenario.movedFact(2, clock.instant())),
                    () -> fixture.status.quoted(scenario.quotedFact()),
                    () -> fixture.status.scheduled(scenario.scheduledFact(0)),
                    () -> fixture.status.started(scenario.startedFact()),
                    () -> fixture.status.metered(scenario.meteredFact("0.2", scenario.now.plusSeconds(20))),
                    () -> fixture.status.progressed(scenario.progressedFact(0, 1)),
                    () -> fixture.status.progressed(scenario.progressedFact(0, 3)),
                    () -> fixture.verify.verify(scenario.levelCompleted(0))));
            events.addAll(List.copyOf(events));
            Collections.shuffle(events, random);
            State before = State.WAITING;
            for (Runnable event : events) {
                clock.advance(Duration.ofMillis(700));
                event.run();
                assertThat(scenario.postedStatus().state()).isGreaterThanOrEqualTo(before);
                before = scenario.postedStatus().state();
            }
            assertThat(before).isEqualTo(State.READY);
            assertThat(scenario.postedStatus().quote().nodes()).isEqualTo(4);
            assertThat(scenario.postedStatus().receipt().spent()).isEqualByComparingTo("0.2");
        }
    }

    @Test
    void a_newer_upload_takes_the_place_of_an_older_ones_status_and_never_the_other_way_round() {
        DropScenario old = DropScenario.accepted(fixture, clock.instant(), 2).levelRuns(0);
        fixture.verify.verify(old.levelCompleted(0));
        DropScenario young = DropScenario.accepted(fixture, clock.instant().plusSeconds(5), 2);
        fixture.status.accepted(young.acceptedFact());
        assertThat(young.postedStatus().submission()).isEqualTo(young.submission);

        fixture.status.accepted(old.acceptedFact());
        fixture.verify.verify(old.levelCompleted(0));

        assertThat(young.postedStatus().submission()).isEqualTo(young.submission);
        assertThat(fixture.browse.status(old.submission).orElseThrow().state()).isEqualTo(State.READY);
    }

    @Test
    void of_two_uploads_in_one_second_the_blob_that_is_there_is_the_newer() {
        DropScenario old = DropScenario.accepted(fixture, clock.instant(), 2);
        DropScenario young = DropScenario.accepted(fixture, clock.instant(), 2);

        fixture.status.accepted(young.acceptedFact());
        fixture.status.accepted(old.acceptedFact());
        assertThat(young.postedStatus().submission()).isEqualTo(young.submission);

        try (ResultsFixture restarted = fixture.restarted(clock)) {
            restarted.status.scheduled(old.scheduledFact(0));
            restarted.status.scheduled(young.scheduledFact(0));
        }
        assertThat(young.postedStatus().submission()).isEqualTo(young.submission);
    }

    @Test
    void several_instances_never_move_a_status_back() throws Exception {
        DropScenario scenario =
                DropScenario.accepted(fixture, clock.instant(), 50).levelRuns(0);
        AtomicInteger next = new AtomicInteger(1);
        List<ResultsFixture> instances =
                List.of(fixture.restarted(clock), fixture.restarted(clock), fixture.restarted(clock));
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            for (ResultsFixture instance : instances) {
                running.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i <= 49; i = next.getAndIncrement()) {
                        instance.status.scheduled(scenario.scheduledFact(0));
                        instance.status.progressed(scenario.progressedFact(0, i));
                    }
                    instance.verify.verify(scenario.levelCompleted(0));
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        instances.forEach(ResultsFixture::close);

        assertThat(scenario.postedStatus().state()).isEqualTo(State.READY);
    }

    @Test
    void replaces_what_somebody_else_wrote_in_its_place() {
        DropScenario scenario = DropScenario.accepted(fixture, clock.instant(), 2);
        fixture.inbox.write("demo/d1/_status.json", DropScenario.bytes("not a status"), "text/plain");

        fixture.status.accepted(scenario.acceptedFact());

        assertThat(scenario.postedStatus().state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void announces_an_outcome_that_it_cannot_tell_and_tells_it_later() {
        Refusing inbox = new Refusing(new InMemoryBlobStore("inbox", clock));
        try (ResultsFixture refused = new ResultsFixture(
                inbox.blobs(), fixture.outputs, fixture.system, fixture.table, clock, new RecheckLimit(0, 0))) {
            DropScenario scenario =
                    DropScenario.accepted(refused, clock.instant(), 1).levelRuns(0);
            inbox.refuse(true);

            HandlerResult result = refused.verify.verify(scenario.levelCompleted(0));

            assertThat(result.announcements()).hasSize(2);
            assertThat(result.commands()).hasSize(1);
            ResultsCommand.TellOutcome later =
                    (ResultsCommand.TellOutcome) result.commands().getFirst();
            assertThat(refused.status.retry(later).commands()).hasSize(1);
            inbox.refuse(false);
            assertThat(refused.status.retry(later)).isEqualTo(HandlerResult.none());
            assertThat(scenario.postedStatus().state()).isEqualTo(State.READY);
        }
    }

    @Test
    void lists_the_newest_submissions_first() {
        for (int i = 1; i <= 5; i++) {
            DropScenario scenario =
                    DropScenario.accepted(fixture, clock.instant().plusSeconds(i), "drop-" + i, 1);
            fixture.status.accepted(scenario.acceptedFact());
        }

        assertThat(fixture.find
                        .find(new DropFilter(null, Set.of(), null, null, null), null, 3)
                        .drops())
                .extracting(DropEntry::name)
                .containsExactly("demo/drop-5", "demo/drop-4", "demo/drop-3");
    }

    private DropStatus statusBeside(DropTrigger trigger) {
        return ModelJson.read(
                fixture.inbox
                        .read(trigger.prefix() + "_status.json")
                        .orElseThrow()
                        .bytes(),
                DropStatus.class);
    }

    /** An inbox whose statuses can be made unwritable. */
    private static final class Refusing {

        private final BlobStore inbox;
        private volatile boolean refuses;

        Refusing(BlobStore inbox) {
            this.inbox = inbox;
        }

        void refuse(boolean now) {
            refuses = now;
        }

        BlobStore blobs() {
            return (BlobStore) java.lang.reflect.Proxy.newProxyInstance(
                    BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, (proxy, method, arguments) -> {
                        if (refuses && method.getName().startsWith("writeIf")) {
                            throw new IllegalStateException("403 AuthorizationFailure");
                        }
                        return method.invoke(inbox, arguments);
                    });
        }
    }
}
