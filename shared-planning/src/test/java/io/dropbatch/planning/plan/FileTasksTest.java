package io.dropbatch.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.glob.NamedParts;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.workload.FileGroup;
import io.dropbatch.model.workload.FileSelection;
import io.dropbatch.planning.drop.DropContents;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileTasksTest {

    private static final DropContents PAIRS =
            drop("b_R2.fq", "a_R1.fq", "b_R1.fq", "a_R2.fq", "lane2/a_R1.fq", "lane2/a_R2.fq");

    @Test
    void each_selected_file_is_a_task() {
        FileSelection selection =
                new FileSelection(List.of(new Glob("*.txt"), new Glob("sub/*")), List.of(new Glob("b*")), null);

        FileTasks tasks = grouped(selection, drop("a.txt", "b.txt", "c.csv", "sub/d.csv"));

        assertThat(tasks.planned())
                .extracting(FileTasksTest::paths)
                .containsExactly(List.of("a.txt"), List.of("sub/d.csv"));
        assertThat(tasks.planned()).extracting(PlannedTask::index).containsExactly(1, 2);
        assertThat(tasks.notes(selection)).isEmpty();
    }

    @Test
    void files_of_a_folder_that_agree_in_the_named_part_are_one_task() {
        FileSelection selection = pairs("**/{sample}_R?.fq", 2);

        FileTasks tasks = grouped(selection, PAIRS);

        assertThat(tasks.planned())
                .extracting(FileTasksTest::paths)
                .containsExactly(
                        List.of("a_R1.fq", "a_R2.fq"),
                        List.of("b_R1.fq", "b_R2.fq"),
                        List.of("lane2/a_R1.fq", "lane2/a_R2.fq"));
        assertThat(tasks.planned())
                .extracting(PlannedTask::parameters)
                .containsExactly(Map.of("SAMPLE", "a"), Map.of("SAMPLE", "b"), Map.of("SAMPLE", "a"));
        assertThat(tasks.notes(selection)).containsExactly("The files form 3 groups of 2 by '**/{sample}_R?.fq'.");
    }

    @Test
    void a_missing_mate_is_missed_by_name() {
        Failure failure = refused(pairs("{sample}_R?.fq", 2), drop("a_R1.fq", "a_R2.fq", "b_R1.fq"));

        assertThat(failure.code()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(failure.message())
                .isEqualTo("The group of sample 'b' has 1 file: b_R1.fq. The workload asks for 2 by '{sample}_R?.fq'"
                        + " (tasks.forEach.file.size). Drop the missing file too, or leave the group out.");
    }

    @Test
    void groups_of_different_sizes_are_told_when_no_size_is_promised() {
        FileSelection selection = pairs("{sample}_R?.fq", null);

        FileTasks tasks = grouped(selection, drop("a_R1.fq", "a_R2.fq", "b_R1.fq"));

        assertThat(tasks.notes(selection))
                .containsExactly("The files form 2 groups of 1 to 2 by '{sample}_R?.fq'; the smallest has b_R1.fq. Say"
                        + " 'size' in the workload to have all groups alike.");
    }

    @Test
    void a_file_that_fits_no_group_is_refused_by_name() {
        Failure failure = refused(pairs("{sample}_R?.fq", 2), drop("a_R1.fq", "a_R2.fq", "a_singles.fq"));

        assertThat(failure.message()).startsWith("The input 'a_singles.fq' belongs to no group");
    }

    @Test
    void a_selection_that_matches_nothing_says_what_it_was() {
        FileSelection selection =
                new FileSelection(List.of(new Glob("*.fq"), new Glob("*.fa")), List.of(new Glob("a*")), null);

        assertThat(refused(selection, drop("a.fq")).message())
                .isEqualTo("No input matches '*.fq', '*.fa' but not 'a*' (tasks.forEach.file): the drop has one file:"
                        + " a.fq.");
    }

    private static FileSelection pairs(String group, @Nullable Integer size) {
        return new FileSelection(List.of(new Glob("**/*")), List.of(), new FileGroup(new NamedParts(group), size));
    }

    private static FileTasks grouped(FileSelection selection, DropContents contents) {
        return ((FileTasks.Result.Grouped) FileTasks.of(selection, contents)).tasks();
    }

    private static Failure refused(FileSelection selection, DropContents contents) {
        return ((FileTasks.Result.Refused) FileTasks.of(selection, contents)).failure();
    }

    private static List<String> paths(PlannedTask task) {
        return task.inputs().stream().map(PlannedInput::path).toList();
    }

    private static DropContents drop(String... paths) {
        return new DropContents(
                Arrays.stream(paths)
                        .map(path -> new PlannedInput(path, 1, "e", null))
                        .toList(),
                Map.of());
    }
}
