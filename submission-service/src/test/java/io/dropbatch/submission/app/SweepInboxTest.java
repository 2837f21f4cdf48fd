package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.planning.drop.SeenBlob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepInboxTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void a_workload_and_an_input() {
        fixture.csvWorkload("prices");
        fixture.upload("prices/today/a.csv", "1");
    }

    @Test
    void finds_a_drop_whose_event_was_lost() {
        SeenBlob trigger = fixture.upload("prices/today/job.yaml", manifest());

        sweepAfter(Duration.ofSeconds(11));
        sweepAfter(Duration.ofSeconds(30));

        assertThat(fixture.swept)
                .singleElement()
                .satisfies(result -> assertThat(
                                only(result, SubmissionAccepted.class).submission())
                        .isEqualTo(SubmissionFixture.trigger(trigger).submission()));
        assertThat(fixture.counted("dropbatch.sweep.recoveries", "sweep", "inbox"))
                .isEqualTo(1);
    }

    /** Of ten years of drops those take memory that lie in the inbox. */
    @Test
    void lets_go_of_drops_that_have_left_the_inbox_and_knows_them_when_they_are_back() {
        for (int i = 0; i < 50; i++) {
            fixture.drop("prices/day-" + i + "/job.yaml", manifest());
            fixture.inbox.delete("prices/day-" + i + "/job.yaml");
        }
        fixture.drop("prices/today/job.yaml", manifest());

        sweepAfter(Duration.ofMinutes(1));
        assertThat(fixture.useCases.sweepInbox().remembered()).isEqualTo(1);
        fixture.start();
        sweepAfter(Duration.ofMinutes(1));
        assertThat(fixture.useCases.sweepInbox().remembered()).isEqualTo(1);

        fixture.upload("prices/day-7/job.yaml", manifest() + "parameters: {a: 1}\n");
        sweepAfter(Duration.ofMinutes(1));
        assertThat(fixture.swept).hasSize(1);
        fixture.inbox.delete("prices/day-7/job.yaml");
        sweepAfter(Duration.ofMinutes(1));
        assertThat(fixture.useCases.sweepInbox().remembered()).isEqualTo(1);
    }

    @Test
    void leaves_a_fresh_trigger_to_its_event() {
        fixture.upload("prices/today/job.yaml", manifest());

        sweepAfter(Duration.ofSeconds(5));

        assertThat(fixture.swept).isEmpty();
    }

    @Test
    void leaves_alone_what_an_event_has_brought_up_also_after_a_restart() {
        fixture.drop("prices/today/job.yaml", manifest());

        sweepAfter(Duration.ofMinutes(1));
        fixture.start();
        sweepAfter(Duration.ofMinutes(1));

        assertThat(fixture.swept).isEmpty();
        assertThat(fixture.counted("dropbatch.sweep.recoveries")).isZero();
    }

    /** A listing's cost grows with the number of blobs, and local storage scans all blobs for each listing. */
    @Test
    void looks_for_triggers_by_their_names_and_lists_nothing_within_drops() {
        fixture.upload("prices/incomplete/a.csv", "1");
        fixture.drop("prices/today/job.yaml", manifest());
        clearInvocations(fixture.drops);

        sweepAfter(Duration.ofMinutes(1));
        fixture.start();
        sweepAfter(Duration.ofMinutes(1));

        verify(fixture.drops, never()).list(anyString());
    }

    @Test
    void push_and_sweep_together_make_one_submission() {
        SeenBlob trigger = fixture.upload("prices/today/job.yaml", manifest());
        sweepAfter(Duration.ofMinutes(1));

        HandlerResult pushed = fixture.deliver(trigger);

        assertThat(fixture.swept).containsExactly(pushed);
    }

    @Test
    void finds_a_trigger_that_was_uploaded_again_with_another_content() {
        fixture.drop("prices/today/job.yaml", manifest());
        sweepAfter(Duration.ofMinutes(1));
        SeenBlob again = fixture.upload("prices/today/job.yaml", manifest() + "parameters: {a: 1}\n");

        sweepAfter(Duration.ofMinutes(1));

        assertThat(fixture.swept)
                .singleElement()
                .satisfies(result -> assertThat(
                                only(result, SubmissionAccepted.class).trigger())
                        .isEqualTo(SubmissionFixture.trigger(again)));
    }

    @Test
    void announces_again_what_could_not_be_announced() {
        fixture.upload("prices/today/job.yaml", manifest());
        fixture.clock.advance(Duration.ofMinutes(1));
        List<HandlerResult> sent = new ArrayList<>();
        int[] attempts = {0};
        SweepInbox sweep = fixture.sweepThatSends(result -> {
            if (attempts[0]++ == 0) {
                throw new IllegalStateException("the bus is away");
            }
            sent.add(result);
        });

        assertThatThrownBy(sweep::sweep).isInstanceOf(IllegalStateException.class);
        sweep.sweep();
        sweep.sweep();

        assertThat(sent).singleElement().satisfies(result -> only(result, SubmissionAccepted.class));
    }

    @Test
    void a_drop_that_cannot_be_looked_at_keeps_no_other_from_being_found() {
        spoilPlanOf(fixture.upload("prices/a-broken/job.yaml", manifest()));
        fixture.upload("prices/a-broken/a.csv", "1");
        fixture.upload("prices/today/job.yaml", manifest());
        fixture.clock.advance(Duration.ofMinutes(1));

        assertThatThrownBy(() -> fixture.useCases.sweepInbox().sweep()).isInstanceOf(RuntimeException.class);

        assertThat(fixture.swept).hasSize(1);
    }

    @Test
    void rejects_a_drop_at_which_every_attempt_fails_for_an_hour() {
        SeenBlob trigger = fixture.upload("prices/today/job.yaml", manifest());
        spoilPlanOf(trigger);
        assertThatThrownBy(() -> sweepAfter(Duration.ofMinutes(1))).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> sweepAfter(Duration.ofHours(1))).isInstanceOf(RuntimeException.class);

        sweepAfter(Duration.ofMinutes(1));
        sweepAfter(Duration.ofMinutes(1));

        assertThat(fixture.swept)
                .singleElement()
                .satisfies(result -> assertThat(
                                only(result, SubmissionRejected.class).failure().code())
                        .isEqualTo(FailureCode.PLATFORM));
        assertThat(fixture.deliver(trigger)).isEqualTo(fixture.swept.getFirst());
    }

    @Test
    void a_waiting_drop_that_cannot_be_looked_at_keeps_no_other_from_it_and_is_rejected_at_last() {
        SeenBlob broken = fixture.upload("prices/a-broken/job.yaml", "inputs: [{path: b.csv, bytes: 1}]\ndeadline: 1m");
        fixture.deliver(broken);
        fixture.drop("prices/late/job.yaml", "inputs: [{path: b.csv, bytes: 1}]\ndeadline: 1m");
        fixture.upload("prices/a-broken/b.csv", "1");
        spoilPlanOf(broken);

        assertThatThrownBy(() -> sweepAfter(Duration.ofMinutes(2))).isInstanceOf(RuntimeException.class);
        assertThat(fixture.swept).hasSize(1);
        sweepAfter(Duration.ofMinutes(61));

        assertThat(fixture.rejections()).containsExactlyInAnyOrder(FailureCode.INPUT_MISSING, FailureCode.PLATFORM);
    }

    @Test
    void rejects_a_waiting_drop_that_has_lost_its_follow_up() {
        fixture.drop("prices/late/job.yaml", "inputs: [{path: b.csv, bytes: 1}]\ndeadline: 1m");

        sweepAfter(Duration.ofMinutes(2));
        sweepAfter(Duration.ofMinutes(2));

        assertThat(fixture.swept).singleElement().satisfies(result -> only(result, SubmissionRejected.class));
    }

    @Test
    void takes_each_of_many_names_in_its_turn() {
        NameRotation rotation = new NameRotation(2);
        List<String> names =
                IntStream.rangeClosed(1, 5).mapToObj(Integer::toString).toList();

        assertThat(rotation.next(names)).containsExactly("1", "2");
        assertThat(rotation.next(names)).containsExactly("3", "4");
        assertThat(rotation.next(names)).containsExactly("5", "1");
        assertThat(rotation.next(new TreeSet<>())).isEmpty();
        assertThat(new NameRotation(9).next(names)).hasSize(5);
    }

    private void spoilPlanOf(SeenBlob trigger) {
        fixture.write(
                fixture.system,
                SystemLayout.plan(SubmissionFixture.trigger(trigger).submission()),
                "not a plan");
    }

    private void sweepAfter(Duration time) {
        fixture.clock.advance(time);
        fixture.useCases.sweepInbox().sweep();
    }

    private static String manifest() {
        return "inputs: [{path: a.csv, bytes: 1}]\n";
    }
}
