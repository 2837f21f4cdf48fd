package io.dropbatch.monitor.domain;

import static io.dropbatch.monitor.ExampleWatches.NOON;
import static io.dropbatch.monitor.ExampleWatches.aJob;
import static io.dropbatch.monitor.ExampleWatches.endedBeforeItRan;
import static io.dropbatch.monitor.ExampleWatches.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimingTest {

    private static final Backoff BACKOFF = Backoff.doubling(Duration.ofSeconds(1), Duration.ofMinutes(2));
    private static final StallPolicy PATIENCE =
            new StallPolicy(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofHours(1));
    private static final Failure NO_NODES = Failure.of(FailureCode.CAPACITY, "no nodes");

    @Test
    void a_refusal_stops_everything_for_as_long_as_asked() {
        AccountThrottle throttle = new AccountThrottle(BACKOFF);

        throttle.refused(NOON, Optional.of(Duration.ofSeconds(30)));

        assertThat(throttle.remaining(NOON.plusSeconds(10))).hasSeconds(20);
        assertThat(throttle.remaining(NOON.plusSeconds(31))).isZero();
    }

    @Test
    void refusals_in_a_row_stop_it_longer_but_not_for_ever() {
        AccountThrottle throttle = new AccountThrottle(BACKOFF);

        assertThat(throttle.refused(NOON, Optional.empty())).hasSeconds(1);
        assertThat(throttle.refused(NOON, Optional.empty())).hasSeconds(2);
        assertThat(throttle.refused(NOON, Optional.of(Duration.ofDays(1)))).hasSeconds(120);
    }

    @Test
    void a_reason_is_told_after_a_while_once_and_given_up_in_the_end() {
        ProgressHold hold = PATIENCE.hold(null, NO_NODES, NOON);

        assertThat(PATIENCE.step(hold, NOON.plusSeconds(29))).isEqualTo(StallPolicy.Step.WAIT);
        assertThat(PATIENCE.step(hold, NOON.plusSeconds(30))).isEqualTo(StallPolicy.Step.TELL);
        assertThat(PATIENCE.step(hold.told(), NOON.plusSeconds(60))).isEqualTo(StallPolicy.Step.WAIT);
        assertThat(PATIENCE.step(hold.told(), NOON.plusSeconds(3600))).isEqualTo(StallPolicy.Step.GIVE_UP);
    }

    @Test
    void another_reason_begins_anew() {
        ProgressHold hold = PATIENCE.hold(null, NO_NODES, NOON);

        Failure disabled = Failure.of(FailureCode.PLATFORM, "disabled");

        ProgressHold other = PATIENCE.hold(hold, disabled, NOON.plusSeconds(60));

        assertThat(other).isEqualTo(new ProgressHold(disabled, NOON.plusSeconds(60), false));
        assertThat(PATIENCE.hold(hold, NO_NODES, NOON.plusSeconds(60))).isEqualTo(hold);
    }

    @Test
    void a_lack_of_nodes_stays_the_same_reason_whether_quota_or_capacity_is_to_blame() {
        ProgressHold hold = PATIENCE.hold(null, NO_NODES, NOON).told();
        Failure quota = Failure.of(FailureCode.QUOTA, "no cores");

        assertThat(PATIENCE.hold(hold, quota, NOON.plusSeconds(60))).isEqualTo(new ProgressHold(quota, NOON, true));
    }

    @Test
    void a_quiet_level_is_swept_less_and_less_often() {
        SweepRhythm rhythm = new SweepRhythm(Duration.ofSeconds(4), Duration.ofSeconds(10));
        WatchedLevel looked = WatchedLevel.begin(aJob(3), NOON).looked(PollKind.SWEEP, NOON);
        WatchedLevel later = WatchedLevel.begin(aJob(3), NOON).looked(PollKind.SWEEP, NOON.plusSeconds(600));

        assertThat(rhythm.isDue(looked, NOON.plusSeconds(3))).isFalse();
        assertThat(rhythm.isDue(looked, NOON.plusSeconds(4))).isTrue();
        assertThat(rhythm.isDue(later, NOON.plusSeconds(609))).isFalse();
        assertThat(rhythm.isDue(later, NOON.plusSeconds(610))).isTrue();
    }

    @Test
    void progress_is_announced_at_most_once_in_an_interval() {
        Duration second = Duration.ofSeconds(1);
        PollFindings one = new PollFindings(WatchedLevel.begin(aJob(3), NOON).started());
        one.add(succeeded(1));
        WatchedLevel reported = one.after(NOON).progressReported(NOON);
        PollFindings two = new PollFindings(reported);
        two.add(succeeded(2));

        WatchedLevel owing = two.after(NOON);

        assertThat(reported.progressDue(second)).isEmpty();
        assertThat(owing.owesProgress(NOON.plusMillis(999), second)).isFalse();
        assertThat(owing.progressDue(second)).contains(NOON.plusSeconds(1));
        assertThat(owing.owesProgress(NOON.plusSeconds(1), second)).isTrue();
    }

    @Test
    void progress_is_not_announced_before_a_task_has_begun() {
        PollFindings findings = new PollFindings(WatchedLevel.begin(aJob(3), NOON));
        findings.add(endedBeforeItRan(1));

        WatchedLevel waiting = findings.after(NOON);

        assertThat(waiting.progressDue(Duration.ofSeconds(1))).isEmpty();
        assertThat(waiting.started().progressDue(Duration.ofSeconds(1))).isPresent();
    }
}
