package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.testtools.NeededTools;
import io.dropbatch.localazure.testtools.NeedsTool;
import io.dropbatch.planning.harness.HarnessParts.Printed;
import io.dropbatch.planning.task.TaskHarness;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness has no weakness that shellcheck knows. */
class HarnessLintTest {

    @TempDir
    private Path root;

    @Test
    @NeedsTool("shellcheck")
    void the_parts_are_sound_where_they_meet() {
        assertSound("--external-sources", "--check-sourced", part(TaskHarness.TASK));
    }

    /** Alone, a part reads variables that others set, sets some that others read, and splits lists at line breaks. */
    @Test
    @NeedsTool("shellcheck")
    void each_part_is_sound_alone() {
        for (String name :
                List.of("state.sh", "marker.sh", "inputs.sh", "nodes.sh", "remote.sh", "command.sh", "outputs.sh")) {
            assertSound("--exclude=SC2154,SC2034,SC2086", part(name));
        }
    }

    @Test
    @NeedsTool("shellcheck")
    void what_is_brought_to_the_nodes_is_sound() {
        for (String script : List.of(TaskHarness.TASK, TaskHarness.PREPARE)) {
            Path joined = root.resolve(script);
            Node.write(joined, HarnessScripts.joined(script));
            assertSound(joined.toString());
        }
    }

    @Test
    void a_joined_script_needs_no_other_file() {
        assertThat(HarnessScripts.joined(TaskHarness.TASK)).doesNotContain("./state.sh", "./match.awk");
    }

    private void assertSound(String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(NeededTools.located("shellcheck").toString(), "--source-path=SCRIPTDIR"));
        line.addAll(List.of(arguments));

        Printed printed = HarnessParts.run(line, root, Map.of("LC_ALL", "C.UTF-8"));

        assertThat(printed.output() + printed.complaint()).isEmpty();
        assertThat(printed.exitCode()).isZero();
    }

    private static String part(String name) {
        return HarnessParts.FOLDER.resolve(name).toString();
    }
}
