package io.dropbatch.model.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LevelOrderTest {

    @Test
    void a_job_maps_and_merges() {
        assertThat(names(3, null, null)).containsExactly("tasks", "merge 1", "merge 2");
    }

    @Test
    void a_split_comes_before_the_map() {
        assertThat(names(3, 1, null)).containsExactly("split", "tasks", "merge 1");
    }

    @Test
    void map_and_merges_come_again_in_each_round() {
        assertThat(names(6, null, 2))
                .containsExactly(
                        "round 1 tasks",
                        "round 1 merge 1",
                        "round 1 merge 2",
                        "round 2 tasks",
                        "round 2 merge 1",
                        "round 2 merge 2");
    }

    @Test
    void a_drop_is_split_once_before_its_rounds() {
        assertThat(names(5, 1, 2))
                .containsExactly("split", "round 1 tasks", "round 1 merge 1", "round 2 tasks", "round 2 merge 1");
    }

    @Test
    void a_round_ends_with_its_last_merge() {
        LevelOrder order = LevelOrder.of(7, 1, 2);

        assertThat(IntStream.range(0, 7).filter(order::endsRound)).containsExactly(3, 6);
        assertThat(IntStream.range(0, 7).filter(order::isLast)).containsExactly(6);
        assertThat(IntStream.range(0, 7).map(order::round)).containsExactly(1, 1, 1, 1, 2, 2, 2);
        assertThat(order.mapOf(2)).isEqualTo(4);
        assertThat(order.role(3)).isEqualTo(new LevelRole(LevelRole.Kind.MERGE, 2, 2, 1));
    }

    @Test
    void without_rounds_the_last_level_alone_ends_them() {
        LevelOrder order = LevelOrder.of(3, 1, null);

        assertThat(IntStream.range(0, 3).filter(order::endsRound)).containsExactly(2);
        assertThat(IntStream.range(0, 3).filter(order::isLast)).containsExactly(2);
        assertThat(order.round(2)).isEqualTo(1);
    }

    private static List<String> names(int levels, @Nullable Integer mapLevel, @Nullable Integer rounds) {
        LevelOrder order = LevelOrder.of(levels, mapLevel, rounds);
        return IntStream.range(0, levels)
                .mapToObj(level -> order.role(level).name())
                .toList();
    }
}
