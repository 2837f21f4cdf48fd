package io.dropbatch.cli.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.cli.client.Statuses;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.result.DropStatus;
import io.dropbatch.model.result.DropStatus.Progress;
import io.dropbatch.model.result.DropStatus.State;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmissionWatchTest {

    @Test
    void nothing_is_known_of_the_end_before_there_is_progress() {
        assertThat(SubmissionWatch.nearlyCompleted(Optional.empty())).isZero();
        assertThat(SubmissionWatch.nearlyCompleted(Optional.of(running(null)))).isZero();
    }

    @Test
    void counts_the_task_that_ends_next_among_the_completed() {
        assertThat(nearlyCompleted(0, 1)).isEqualTo(1);
        assertThat(nearlyCompleted(5, 24)).isEqualTo(.25);
        assertThat(nearlyCompleted(24, 24)).isEqualTo(1);
    }

    private static double nearlyCompleted(int completed, int total) {
        return SubmissionWatch.nearlyCompleted(Optional.of(running(new Progress(0, 1, total, completed, 0))));
    }

    private static DropStatus running(@Nullable Progress progress) {
        return Statuses.of(new SubmissionId("compute-nt2huirgv3h7i6ktsdqu"), State.RUNNING, progress);
    }
}
