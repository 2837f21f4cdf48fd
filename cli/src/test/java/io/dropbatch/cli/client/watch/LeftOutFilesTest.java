package io.dropbatch.cli.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.drop.LateInputs;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeftOutFilesTest {

    @Test
    void says_nothing_where_nothing_was_left_out() {
        assertThat(LeftOutFiles.lines(List.of(), IgnoredFiles.NONE, LateInputs.NONE))
                .isEmpty();
    }

    @Test
    void names_the_first_files_and_counts_the_others() {
        IgnoredFiles ignored = new IgnoredFiles(List.of(new IgnoredFile(".DS_Store", "a file of macOS")), 1);
        LateInputs late = new LateInputs(List.of("1", "2", "3", "4", "5", "6"), 24);

        assertThat(LeftOutFiles.lines(List.of("It was read as\u001b[31m UTF-8."), ignored, late))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("  note: It was read as") && !line.contains("\u001b"))
                .contains(
                        "  LATE: 24 files came too late and had no part in this result: 1, 2, 3, 4, 5 and 19 more",
                        "  not used: 1 file: .DS_Store (a file of macOS)");
    }
}
