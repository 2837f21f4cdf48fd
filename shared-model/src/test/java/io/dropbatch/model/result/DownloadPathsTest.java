package io.dropbatch.model.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.result.ResultManifest.ManifestOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadPathsTest {

    /** Each output is written as {@code <origin>!<path>}, the origin being inputs, {@code rows:<first>+<count>} or nothing. */
    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            unlike names stay as they are           | a.txt!a.csv  b.txt!b.csv                     | a.csv  b.csv
            folders of the task stay                | a.txt!x/a.csv  b.txt!y/a.csv                 | x/a.csv  y/a.csv
            like names                              | a.txt!lines.txt  b.txt!lines.txt             | a.txt/lines.txt  b.txt/lines.txt
            one pair of like names                  | a.txt!n  b.txt!n  c.txt!own                  | a.txt/n  b.txt/n  c.txt/own
            inputs in folders                       | x/a.txt!n  y/a.txt!n                         | x/a.txt/n  y/a.txt/n
            names that differ by case only          | a!N  b!n                                     | a/N  b/n
            names that differ by normal form only   | a!é  b!é                                     | a/é  b/é
            a file where another has a folder       | a!out  b!out/x                               | a/out  b/out/x
            a folder where another has a file       | a!out/x  b!out                               | a/out/x  b/out
            rows                                    | rows:1+1!n  rows:2+1!n  rows:3+1!n           | row-1/n  row-2/n  row-3/n
            several rows a task                     | rows:1+16!n  rows:17+4!n                     | rows-1-16/n  rows-17-20/n
            pairs of files                          | s1_R1.fq,s1_R2.fq!n  s2_R1.fq,s2_R2.fq!n     | s1_R1.fq/n  s2_R1.fq/n
            no inputs                               | !n  !n                                       | 0-000001/n  0-000002/n
            what not every file system takes        | a:b.txt!n  c?.txt!n  d.!n                    | a_b.txt/n  c_.txt/n  d_/n
            inputs that differ by case only         | A.txt!n  a.txt!n                             | 0-000001/n  0-000002/n
            inputs that look alike when made safe   | a:b!n  a*b!n                                 | 0-000001/n  0-000002/n
            an input named like another's result    | a!b/n  a/b!n                                 | b/n  n
            results that meet across their folders  | a!b/n  a/b!n  c!n                            | 0-000001/b/n  0-000002/n  0-000003/n
            """)
    void tells_outputs_of_like_names_apart_by_their_inputs(String rule, String outputs, String paths) {
        List<ManifestOutput> all = new ArrayList<>();
        for (String output : outputs.split(" {2,}")) {
            int bang = output.indexOf('!');
            all.add(output(all.size() + 1, output.substring(0, bang), output.substring(bang + 1)));
        }

        DownloadPaths downloads = DownloadPaths.of(all.stream());

        assertThat(all).as(rule).extracting(downloads::of).containsExactly(paths.split(" {2,}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | a.txt                | a.txt
            0 | s_R1.fq,s_R2.fq      | s_R1.fq + s_R2.fq
            0 | a,b,c,d              | a + 3 more files
            0 | rows:17+1            | t.csv, row 17
            0 | rows:17+4            | t.csv, rows 17 to 20
            0 | ''                   | task 3
            2 | ''                   | merge round 2, task 3
            """)
    void names_a_task_as_its_user_knows_it(int level, String origin, String name) {
        assertThat(origin(TaskId.of(level, 3), origin).name()).isEqualTo(name);
    }

    private static ManifestOutput output(int index, String origin, String path) {
        TaskOrigin from = origin(TaskId.of(0, index), origin);
        return new ManifestOutput(from.task(), "run", path, "blob", 1, "sha", "", from.inputs(), from.rows(), null);
    }

    private static TaskOrigin origin(TaskId task, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return TaskOrigin.unknown(task);
        }
        if (text.startsWith("rows:")) {
            String[] numbers = text.substring(5).split("[+]");
            RowRange rows = new RowRange("t.csv", Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]));
            return new TaskOrigin(task, List.of("t.csv"), rows);
        }
        return new TaskOrigin(task, Arrays.asList(text.split(",")), null);
    }
}
