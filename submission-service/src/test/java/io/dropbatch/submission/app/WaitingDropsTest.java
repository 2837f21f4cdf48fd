package io.dropbatch.submission.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.planning.drop.MissingInput;
import io.dropbatch.store.InMemoryRowStore;
import io.dropbatch.submission.adapter.store.TableDropDecisionStore;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.DropDecisionStore.WaitingDrop;
import io.dropbatch.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingDropsTest {

    private static final SubmissionId SUBMISSION = SubmissionId.of("prices", "inbox", "prices/a/job.yaml", "e");
    private static final WaitingDrop DROP =
            new WaitingDrop(SUBMISSION, "prices/a/", SubmissionFixture.NOON.plus(Duration.ofHours(1)));

    private final SettableClock clock = new SettableClock(SubmissionFixture.NOON);
    private final DropDecisionStore ledger =
            new TableDropDecisionStore(new InMemoryRowStore<>(), new InMemoryRowStore<>(), new InMemoryRowStore<>());
    private final WaitingDrops waiting = new WaitingDrops(ledger, clock);

    @BeforeEach
    void a_drop_waits_for_two_inputs() {
        ledger.startWaiting(DROP);
        waiting.lookEnds(DROP, missing("x", "y"));
    }

    @Test
    void a_look_is_due_when_the_last_missing_input_arrives() {
        assertThat(waiting.arrived("prices/a/x")).isEmpty();
        assertThat(waiting.arrived("prices/a/other")).isEmpty();
        assertThat(waiting.arrived("prices/b/y")).isEmpty();
        assertThat(waiting.arrived("prices/a/y")).contains(SUBMISSION);
    }

    @Test
    void what_arrives_during_a_look_does_not_count_as_missing_after_it() {
        waiting.lookBegins(SUBMISSION);
        waiting.arrived("prices/a/x");
        waiting.lookEnds(DROP, missing("x", "y"));

        assertThat(waiting.arrived("prices/a/y")).contains(SUBMISSION);
    }

    @Test
    void tells_when_everything_arrived_during_the_look() {
        waiting.lookBegins(SUBMISSION);
        waiting.arrived("prices/a/x");

        assertThat(waiting.lookEnds(DROP, missing("x"))).isFalse();
    }

    @Test
    void looks_now_and_then_since_another_process_may_see_some_of_the_arrivals() {
        clock.advance(Duration.ofSeconds(6));

        assertThat(waiting.arrived("prices/a/x")).contains(SUBMISSION);
    }

    @Test
    void forgets_a_drop_that_waits_no_more() {
        ledger.stopWaiting(SUBMISSION);
        clock.advance(Duration.ofSeconds(6));

        assertThat(waiting.arrived("prices/a/y")).isEmpty();
    }

    private static List<MissingInput> missing(String... paths) {
        return List.of(paths).stream()
                .map(path -> new MissingInput(path, 1, -1))
                .toList();
    }
}
