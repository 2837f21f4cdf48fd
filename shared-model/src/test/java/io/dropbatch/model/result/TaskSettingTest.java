package io.dropbatch.model.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TaskSettingTest {

    @Test
    void what_tells_tasks_apart_comes_first_and_is_told() {
        TaskSetting setting = TaskSetting.of(
                new TreeMap<>(Map.of("AGE", "7", "LOAD", "0.5", "THICKNESS", "2")),
                List.of("THICKNESS", "LOAD", "GONE"));

        assertThat(setting.listed()).containsExactly(entry("THICKNESS", "2"), entry("LOAD", "0.5"), entry("AGE", "7"));
        assertThat(setting.told()).isEqualTo("THICKNESS=2, LOAD=0.5");
    }

    @Test
    void nothing_is_listed_where_there_is_nothing() {
        TaskSetting setting = TaskSetting.of(Map.of(), List.of("LOAD"));

        assertThat(setting.listed()).isNull();
        assertThat(setting.told()).isEmpty();
    }

    @Test
    void long_values_are_cut_and_lines_are_told_as_one() {
        TaskSetting setting = TaskSetting.of(Map.of("TEXT", "a\nb" + "😀".repeat(99)), List.of("TEXT"));

        assertThat(setting.values()).containsExactly(entry("TEXT", "a\nb" + "😀".repeat(48) + "…"));
        assertThat(setting.told()).isEqualTo("TEXT=a b" + "😀".repeat(18) + "…");
    }

    @Test
    void a_wide_row_takes_bounded_room_and_keeps_what_tells_it() {
        Map<String, String> row = new TreeMap<>();
        for (int column = 1000; column < 3000; column++) {
            row.put("COLUMN_" + column, "v".repeat(10));
        }
        row.put("N".repeat(600), "x");
        row.put("Z_ID", "key");

        TaskSetting setting = TaskSetting.of(row, List.of("Z_ID"));

        assertThat(setting.values()).hasSize(24).containsKeys("Z_ID", "COLUMN_1000", "COLUMN_1022");
        assertThat(setting.told()).isEqualTo("Z_ID=key");
    }
}
