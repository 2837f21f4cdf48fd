package io.dropbatch.results.app.inspect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.LevelVerified;
import io.dropbatch.model.event.OutputFailed;
import io.dropbatch.model.event.ScheduledCommand;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.results.DropScenario;
import io.dropbatch.results.ReadCounter;
import io.dropbatch.results.ResultsFixture;
import io.dropbatch.results.adapter.store.InMemoryResultsTable;
import io.dropbatch.results.app.port.ResultsCommand;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.store.InMemoryBlobStore;
import io.dropbatch.testing.SettableClock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that the markers of a large level are read while it runs. */
class ReadAheadTest {

    private static final int TASKS = 2100;

    private final SettableClock clock = new SettableClock(Instant.now());
    private final ReadCounter outputs = ReadCounter.of(new InMemoryBlobStore("outputs", clock));
    private final ResultsFixture fixture = new ResultsFixture(
            new InMemoryBlobStore("inbox", clock),
            outputs,
            new InMemoryBlobStore("system", clock),
            InMemoryResultsTable.create(),
            clock,
            new RecheckLimit(0, 0));
    private final DropScenario scenario =
            DropScenario.accepted(fixture, clock.instant(), TASKS, 1).levelRuns(0);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void asks_for_a_block_when_the_next_one_has_ended_too() {
        assertThat(progressed(1999)).isEmpty();
        assertThat(progressed(2000)).extracting(ScheduledCommand::key).containsExactly(scenario.job + ":0:0");
        assertThat(progressed(2001)).isEmpty();
    }

    @Test
    void asks_for_all_blocks_again_after_a_restart() {
        progressed(2000);

        ResultsFixture restarted = fixture.restarted(clock);

        assertThat(restarted
                        .readAhead
                        .progressed(scenario.progressedFact(0, 2001))
                        .commands())
                .extracting(ScheduledCommand::key)
                .containsExactly(scenario.job + ":0:0");
    }

    @Test
    void leaves_small_levels_alone() {
        DropScenario small = DropScenario.accepted(fixture, clock.instant(), "small", 1999);

        assertThat(fixture.readAhead.progressed(small.progressedFact(0, 1999)).commands())
                .isEmpty();
    }

    @Test
    void reads_no_marker_again_when_the_level_has_ended() {
        readBlocks();
        assertThat(outputs.reads()).hasValue(999);

        HandlerResult result = fixture.verify.verify(scenario.levelCompleted(0));

        assertThat(result.announcements()).hasOnlyElementsOfType(LevelVerified.class);
        assertThat(outputs.reads()).hasValue(TASKS);
        assertThat(notes()).isEmpty();
    }

    @Test
    void reads_nothing_once_the_level_is_verified() {
        List<ResultsCommand.ReadMarkers> late = progressed(2000);
        fixture.verify.verify(scenario.levelCompleted(0));

        late.forEach(fixture.readAhead::read);

        assertThat(notes()).isEmpty();
        assertThat(outputs.reads()).hasValue(TASKS);
    }

    @Test
    void reads_a_marker_again_that_was_replaced_since() {
        TaskId task = TaskId.of(0, 7);
        readBlocks();

        scenario.uploads(task, "node-1", "run-0-7", scenario.now.minusSeconds(10), "another output");

        fixture.verify.verify(scenario.levelCompleted(0));
        assertThat(verifiedHash(task)).isEqualTo(DropScenario.sha256(DropScenario.bytes("another output")));
        assertThat(outputs.reads()).hasValue(TASKS + 1);
    }

    @Test
    void notices_what_happens_to_an_output_after_its_marker_was_read() {
        readBlocks();

        fixture.outputs.delete(scenario.output(0, 7));

        HandlerResult result = fixture.verify.verify(scenario.levelCompleted(0));
        assertThat(result.announcements())
                .filteredOn(OutputFailed.class::isInstance)
                .first()
                .extracting(fact -> ((OutputFailed) fact).failure().code())
                .isEqualTo(FailureCode.OUTPUT_MISSING);
    }

    @Test
    void a_crash_between_reading_and_noting_changes_nothing() {
        List<ResultsCommand.ReadMarkers> asked = progressed(2000);
        asked.forEach(fixture.readAhead::read);

        ResultsFixture restarted = fixture.restarted(clock);
        asked.forEach(restarted.readAhead::read);
        restarted.verify.verify(scenario.levelCompleted(0));

        assertThat(outputs.reads()).hasValue(TASKS);
    }

    private List<ResultsCommand.ReadMarkers> progressed(int completed) {
        return fixture.readAhead.progressed(scenario.progressedFact(0, completed)).commands().stream()
                .map(ResultsCommand.ReadMarkers.class::cast)
                .toList();
    }

    private void readBlocks() {
        progressed(2000).forEach(fixture.readAhead::read);
    }

    private List<?> notes() {
        try (Stream<?> notes = fixture.system.list("levels/" + scenario.job + "/0.markers")) {
            return notes.toList();
        }
    }

    private String verifiedHash(TaskId task) {
        byte[] lines = fixture.system
                .read(SystemLayout.levelOutputs(scenario.job, 0))
                .orElseThrow()
                .bytes();
        return new String(lines, UTF_8)
                .lines()
                .map(line -> ModelJson.read(line.getBytes(UTF_8), VerifiedTask.class))
                .filter(verified -> verified.task().equals(task))
                .map(verified -> verified.outputs().getFirst().sha256())
                .findFirst()
                .orElseThrow();
    }
}
