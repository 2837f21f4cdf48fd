package io.dropbatch.results.app.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.JobClosed;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.OutputReady;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.ResultManifest;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.SharedJob;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConcludeFilesTest {

    private final SettableClock clock = new SettableClock(SharedJob.NOON);
    private final ResultsFixture fixture = ResultsFixture.inMemory(clock);
    private final SharedJob shared = SharedJob.planned(fixture, 3);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_file_is_ready_as_soon_as_its_task_is() {
        shared.uploads(2);

        OutputReady ready = only(fixture.files.completed(shared.completed(2, null)), OutputReady.class);

        assertThat(ready.submission()).isEqualTo(shared.files.get(1).submission());
        assertThat(ready.job()).isEqualTo(shared.job);
        assertThat(ready.tasks()).isEqualTo(1);
        ResultManifest manifest = shared.manifest(2);
        assertThat(manifest.trigger()).isEqualTo(shared.files.get(1));
        assertThat(manifest.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.blob()).isEqualTo(shared.base(2) + "out/small.jpg"));
        assertThat(shared.status(2).state()).isEqualTo(DropStatus.State.READY);
        assertThat(fixture.browse
                        .result(shared.files.get(1).submission())
                        .map(output -> fixture.browse.open(shared.files.get(1).submission(), output))
                        .toList())
                .singleElement()
                .satisfies(content -> assertThat(content).isPresent());
    }

    @Test
    void an_event_that_comes_again_is_answered_in_the_same_words() {
        shared.uploads(1);
        HandlerResult first = fixture.files.completed(shared.completed(1, null));
        clock.advance(Duration.ofMinutes(1));

        assertThat(fixture.files.completed(shared.completed(1, null))).isEqualTo(first);
        assertThat(fixture.restarted(clock).files.completed(shared.completed(1, SharedJob.BROKEN)))
                .isEqualTo(first);
    }

    @Test
    void the_end_of_the_job_concludes_what_no_event_told_of_and_leaves_the_rest() {
        shared.uploads(1);
        shared.uploads(2);
        HandlerResult early = fixture.files.completed(shared.completed(1, null));
        clock.advance(Duration.ofMinutes(30));

        HandlerResult end = fixture.files.completed(shared.levelCompleted(SharedJob.BROKEN, 1, 2, -3));

        assertThat(early.announcements()).hasSize(1);
        assertThat(end.announcements())
                .extracting(DomainEvent::submission)
                .containsExactly(
                        shared.files.get(1).submission(), shared.files.get(2).submission(), shared.window.submission());
        assertThat(end.announcements().get(0)).isInstanceOf(OutputReady.class);
        assertThat(((OutputFailed) end.announcements().get(1)).failure()).isEqualTo(SharedJob.BROKEN);
        assertThat(((LevelVerified) end.announcements().get(2)).last()).isTrue();
        assertThat(shared.status(3).state()).isEqualTo(DropStatus.State.FAILED);
        DropStatus whole = shared.status();
        assertThat(whole.state()).isEqualTo(DropStatus.State.READY);
        assertThat(whole.message()).startsWith("Done: 2 of 3 files ready, 1 failed.");
    }

    @Test
    void a_job_that_is_ended_fails_the_files_whose_tasks_have_not_ended() {
        shared.uploads(1);
        Failure timeout = Failure.of(FailureCode.TIMEOUT, "the wall clock");

        HandlerResult end = fixture.files.completed(shared.levelCompleted(timeout, 1));

        assertThat(end.announcements().get(0)).isInstanceOf(OutputReady.class);
        assertThat(((OutputFailed) end.announcements().get(1)).failure()).isEqualTo(timeout);
        assertThat(((OutputFailed) end.announcements().get(2)).failure()).isEqualTo(timeout);
    }

    @Test
    void a_job_that_never_ran_fails_all_its_files() {
        Failure quota = Failure.of(FailureCode.QUOTA, "no pool");

        HandlerResult end =
                fixture.files.closed(new JobClosed(shared.window.submission(), "thumbs", shared.job, quota));

        assertThat(end.announcements())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one).isInstanceOf(OutputFailed.class));
        assertThat(shared.status().state()).isEqualTo(DropStatus.State.FAILED);
        assertThat(fixture.files.closed(new JobClosed(shared.window.submission(), "thumbs", shared.job, null)))
                .isEqualTo(HandlerResult.none());
    }

    @Test
    void a_file_that_was_replaced_or_deleted_meanwhile_has_no_result() {
        shared.uploads(1);
        shared.uploads(2);
        fixture.inbox.write(shared.files.get(0).path(), DropScenario.bytes("other"), "image/jpeg");
        fixture.inbox.delete(shared.files.get(1).path());

        OutputFailed replaced = only(fixture.files.completed(shared.completed(1, null)), OutputFailed.class);
        OutputFailed deleted = only(fixture.files.completed(shared.completed(2, null)), OutputFailed.class);

        assertThat(replaced.failure().code()).isEqualTo(FailureCode.INPUT_CHANGED);
        assertThat(replaced.failure().message()).contains("thumbs/deep/1.jpg was replaced");
        assertThat(deleted.failure().message()).contains("thumbs/deep/2.jpg was deleted");
        assertThat(shared.manifest(1).outputs()).isEmpty();
    }

    @Test
    void an_output_that_is_not_what_its_task_computed_fails_its_file_only() {
        shared.uploads(1);
        shared.uploads(2);
        fixture.outputs.write(shared.base(1) + "out/small.jpg", DropScenario.bytes("OUT 1"), "image/jpeg");

        OutputFailed damaged = only(fixture.files.completed(shared.completed(1, null)), OutputFailed.class);

        assertThat(damaged.failure().code()).isEqualTo(FailureCode.UPLOAD);
        assertThat(only(fixture.files.completed(shared.completed(2, null)), OutputReady.class))
                .isNotNull();
    }

    @Test
    void a_file_has_a_status_as_soon_as_it_waits() {
        fixture.status.received(shared.received(1));

        assertThat(shared.status(1).state()).isEqualTo(DropStatus.State.WAITING);
        assertThat(shared.status(1).message()).contains("goes off by 2026-11-20T12:00:31Z");
    }

    private static <T extends DomainEvent> T only(HandlerResult result, Class<T> type) {
        assertThat(result.announcements()).singleElement().isInstanceOf(type);
        return type.cast(result.announcements().getFirst());
    }
}
