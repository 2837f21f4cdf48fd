package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.CancelRequested;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.PauseRequested;
import io.dropbatch.model.event.ResumeRequested;
import io.dropbatch.model.event.RetryRequested;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.outcome.CancelRequest;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.outcome.UserRequest;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.planning.drop.SeenBlob;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CancelMarkerTest {

    private static final String ONE_INPUT = "inputs: [{path: a.csv, bytes: 1}]\n";

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void publish() {
        fixture.csvWorkload("prices");
    }

    @Test
    void rejects_a_drop_that_waits_for_inputs_once() {
        SubmissionWaiting waiting = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionWaiting.class);

        HandlerResult result = fixture.drop("prices/today/_CANCEL", "");

        SubmissionRejected rejected = last(result, SubmissionRejected.class);
        assertThat(rejected.submission()).isEqualTo(waiting.submission());
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
        assertThat(fixture.drop("prices/today/a.csv", "1")).isEqualTo(HandlerResult.none());
        assertThat(fixture.rejections()).containsExactly(FailureCode.CANCELLED);
    }

    @Test
    void passes_on_the_wish_about_a_drop_that_is_accepted() {
        fixture.upload("prices/today/a.csv", "1");
        SubmissionAccepted accepted = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);
        fixture.clock.advance(Duration.ofSeconds(5));

        CancelRequested asked = last(fixture.drop("prices/today/_cancel.txt", ""), CancelRequested.class);

        assertThat(asked.submission()).isEqualTo(accepted.submission());
        assertThat(asked.trigger()).isEqualTo(accepted.trigger());
        assertThat(asked.request().via()).isEqualTo(CancelRequest.Route.MARKER);
        assertThat(fixture.useCases.acceptDrop().cancel(asked)).isEqualTo(HandlerResult.none());
    }

    @Test
    void comes_before_the_event_of_the_trigger_and_counts_all_the_same() {
        fixture.upload("prices/today/a.csv", "1");
        fixture.upload("prices/today/job.yaml", ONE_INPUT);

        HandlerResult result = fixture.drop("prices/today/_CANCEL", "");

        assertThat(result.announcements())
                .extracting(DomainEvent::type)
                .extracting(type -> type.value())
                .containsExactly("io.dropbatch.submission.accepted.v1", "io.dropbatch.cancel.requested.v1");
    }

    @Test
    void counts_for_nothing_that_is_dropped_after_it_and_is_no_input() {
        fixture.upload("prices/today/_CANCEL", "");
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.upload("prices/today/a.csv", "1");

        SubmissionAccepted accepted = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);

        assertThat(fixture.deliver(fixture.seen("prices/today/_CANCEL"))).isEqualTo(HandlerResult.none());
        Plan plan = fixture.plan(accepted.submission());
        assertThat(plan.inputCount()).isEqualTo(1);
        assertThat(plan.ignored().files()).isEmpty();
    }

    @Test
    void is_found_by_the_sweep_if_its_event_was_lost() {
        fixture.upload("prices/today/a.csv", "1");
        fixture.drop("prices/today/job.yaml", ONE_INPUT);
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.upload("prices/today/_CANCEL", "");
        fixture.clock.advance(Duration.ofMinutes(1));

        fixture.useCases.sweepInbox().sweep();

        assertThat(fixture.swept.stream().flatMap(result -> result.announcements().stream()))
                .hasAtLeastOneElementOfType(CancelRequested.class);
    }

    @Test
    void a_marker_without_a_drop_means_nothing() {
        assertThat(fixture.drop("prices/nothing/_CANCEL", "")).isEqualTo(HandlerResult.none());
        SeenBlob gone = fixture.upload("prices/today/_CANCEL", "");
        fixture.inbox.delete(gone.path());
        assertThat(fixture.deliver(gone)).isEqualTo(HandlerResult.none());
    }

    @Test
    void other_markers_pass_on_what_is_wanted_of_the_drop() {
        fixture.upload("prices/today/a.csv", "1");
        SubmissionAccepted accepted = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);
        fixture.clock.advance(Duration.ofSeconds(5));

        RetryRequested retry = last(fixture.drop("prices/today/_RETRY", ""), RetryRequested.class);
        PauseRequested pause = last(fixture.drop("prices/today/_pause.txt", ""), PauseRequested.class);
        ResumeRequested resume = last(fixture.drop("prices/today/_Resume", ""), ResumeRequested.class);

        assertThat(retry.submission()).isEqualTo(accepted.submission());
        assertThat(retry.trigger()).isEqualTo(accepted.trigger());
        assertThat(retry.request())
                .isEqualTo(new UserRequest("_RETRY in the inbox", UserRequest.Route.MARKER, fixture.clock.instant()));
        assertThat(pause.request().by()).isEqualTo("_pause.txt in the inbox");
        assertThat(resume.submission()).isEqualTo(accepted.submission());
    }

    private static <A extends DomainEvent> A last(HandlerResult result, Class<A> kind) {
        List<DomainEvent> announced = result.announcements();
        return kind.cast(announced.getLast());
    }
}
