package io.dropbatch.results.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.TaskMarker;
import io.dropbatch.model.result.TaskRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskCheckTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant END = NOON.plusSeconds(60);
    private static final TaskId TASK = TaskId.of(0, 1);
    private static final String FOLDER = "sum/s/1/0-000001/";

    private final TaskCheck check = new TaskCheck(new RunChoice(Duration.ofMinutes(5)));

    /** Nothing documents whether Batch counts a task's uploads before or after its end. */
    @ParameterizedTest
    @CsvSource({"-1000, false", "0, false", "5000, false", "5001, true", "600000, true"})
    void reads_an_output_again_that_is_stored_more_than_five_seconds_after_the_end(long millis, boolean again) {
        StoredBlob stored = new StoredBlob(FOLDER + "run-1/out/a.txt", 3, "0x1", "", END.plusMillis(millis));

        TaskVerdict verdict = check.judge(record(END), folder(stored), runs());

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        TaskVerdict.Sound.class,
                        sound -> assertThat(sound.writtenLate())
                                .isEqualTo(again ? List.of(new OutputRehash(stored.path(), 3, "ab")) : List.of()));
    }

    @Test
    void calls_nothing_late_of_a_task_whose_end_batch_does_not_tell() {
        StoredBlob stored = new StoredBlob(FOLDER + "run-1/out/a.txt", 3, "0x1", "", END.plusSeconds(600));

        TaskVerdict verdict = check.judge(record(null), folder(stored), runs());

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        TaskVerdict.Sound.class,
                        sound -> assertThat(sound.writtenLate()).isEmpty());
    }

    private static TaskRecord record(Instant end) {
        return new TaskRecord(TASK, true, 0, "node", NOON, end, 0, 0, null);
    }

    private static TaskFolder folder(StoredBlob output) {
        return new TaskFolder(
                TASK, FOLDER, List.of(output, new StoredBlob(FOLDER + "run-1/_task.json", 9, "0x2", "", END)));
    }

    private static List<MarkedRun> runs() {
        TaskMarker marker = new TaskMarker(
                new DropTrigger("inbox", "sum/d/job.yaml", "0x1", NOON).submission(),
                1,
                TASK,
                "run-1",
                "node",
                NOON,
                END,
                0,
                List.of(new TaskMarker.Output("a.txt", 3, "ab")),
                null);
        return List.of(new MarkedRun(FOLDER + "run-1/", marker));
    }
}
