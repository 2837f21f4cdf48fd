package io.dropbatch.results.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecheckListTest {

    private static final RecheckLimit LIMIT = new RecheckLimit(3, 100);

    @Test
    void reads_all_of_a_small_last_level_again() {
        RecheckList list = new RecheckList(LIMIT, true);

        list.add(sound(1, 50));
        list.add(sound(2, 50));

        assertThat(list.all()).extracting(OutputRehash::blob).containsExactly("t/1/out/o", "t/2/out/o");
    }

    @Test
    void reads_none_of_a_large_last_level_again() {
        RecheckList list = new RecheckList(LIMIT, true);

        list.add(sound(1, 50));
        list.add(sound(2, 51));

        assertThat(list.all()).isEmpty();
    }

    @Test
    void reads_what_was_written_late_again_on_any_level_up_to_the_limit() {
        RecheckList list = new RecheckList(LIMIT, false);

        for (int task = 1; task <= 9; task++) {
            TaskVerdict.Sound sound = sound(task, 1);
            list.add(new TaskVerdict.Sound(sound.task(), List.of(new OutputRehash("late-" + task, 1, "x"))));
        }

        assertThat(list.all()).extracting(OutputRehash::blob).containsExactly("late-1", "late-2", "late-3");
    }

    private static TaskVerdict.Sound sound(int index, long bytes) {
        VerifiedOutput output = new VerifiedOutput("o", bytes, "sha", "");
        return new TaskVerdict.Sound(
                new VerifiedTask(TaskId.of(1, index), "r", "t/" + index + "/", List.of(output)), List.of());
    }
}
