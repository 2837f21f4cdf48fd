package io.dropbatch.results.domain.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.JobId;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tries of a file by itself are told apart by their count, since each is the first attempt of another job. */
class StatusOrderTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final DropTrigger FILE = new DropTrigger("inbox", "thumbs/a.jpg", "0x1", NOON);

    private final StatusStory story = new StatusStory(FILE.submission(), "thumbs", FILE, NOON);
    private final DropStatus failed = of(State.FAILED, job("1-x"));
    private final DropStatus again = of(State.WAITING, null).withAttempt(2);

    @Test
    void a_file_that_failed_waits_again() {
        assertThat(StatusOrder.advances(failed, again)).isTrue();
    }

    @Test
    void an_instance_that_knows_of_the_first_try_alone_does_not_bring_its_failure_back() {
        assertThat(StatusOrder.advances(again, failed)).isFalse();
        assertThat(StatusOrder.advances(of(State.READY, job("2-x")).withAttempt(2), failed))
                .isFalse();
    }

    @Test
    void the_outcome_of_the_second_try_follows_and_a_third_one_may() {
        DropStatus failedAgain = of(State.FAILED, job("2-x")).withAttempt(2);

        assertThat(StatusOrder.advances(again, failedAgain)).isTrue();
        assertThat(StatusOrder.advances(failedAgain, again)).isFalse();
        assertThat(StatusOrder.advances(failedAgain, of(State.WAITING, null).withAttempt(3)))
                .isTrue();
    }

    private DropStatus of(State state, JobId job) {
        DropStatusBuilder status = new DropStatusBuilder(story, state, state.name());
        return job == null ? status.build() : status.job(job).build();
    }

    private static JobId job(String window) {
        return JobId.of(SubmissionId.rolling("thumbs", "inbox", window), 1);
    }
}
