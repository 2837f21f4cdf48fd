package io.dropbatch.planning.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.planning.harness.HarnessParts.Printed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inputs.sh} alone: only what the drop's manifest promised reaches the command. */
class InputsPartTest {

    private static final String VERIFY = "verify \"$LINES_\" _dropbatch/in; echo verified";

    private final HarnessParts parts;

    InputsPartTest(@TempDir Path root) {
        parts = new HarnessParts(root, "marker.sh", "inputs.sh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "sub/two words.csv", "-rf", "back\\slash", "*", "$(id)", "'quoted'", " leading"})
    void an_input_with_the_promised_hash_is_taken_whatever_its_name(String path) {
        parts.file("_dropbatch/in/" + path, "content").file("_dropbatch/in/other", "x");

        Printed printed = verify(Node.sha256("content") + " " + path + "\n- other");

        assertThat(printed).isEqualTo(new Printed(0, "verified\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "back\\slash", "two words"})
    void an_input_with_another_hash_is_refused_by_name(String path) {
        parts.file("_dropbatch/in/first", "content").file("_dropbatch/in/" + path, "changed");

        Printed printed = verify(Node.sha256("content") + " first\n" + Node.sha256("content") + " " + path);

        assertThat(printed.exitCode()).isEqualTo(70);
        assertThat(printed.complaint())
                .startsWith("dropbatch: input-changed: the input '" + path + "'")
                .contains(Node.sha256("content"), Node.sha256("changed"));
    }

    @Test
    void an_input_without_a_hash_only_has_to_be_there() {
        parts.file("_dropbatch/in/a", "anything");

        assertThat(verify("- a").output()).isEqualTo("verified\n");
        assertThat(verify("- a\n- b").complaint()).isEqualTo("dropbatch: input-missing: the input 'b' is not there\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", ".."})
    void a_path_that_leads_out_is_refused(String path) {
        Printed printed = verify("- " + path);

        assertThat(printed.exitCode()).isEqualTo(70);
        assertThat(printed.complaint()).startsWith("dropbatch: platform: the path '" + path + "' leads out");
    }

    @Test
    void a_required_program_that_is_not_there_is_named() {
        Printed printed =
                parts.with("DROPBATCH_REQUIRES", "cat no-such-program").run("check_programs; echo there");

        assertThat(printed.output()).isEmpty();
        assertThat(printed.complaint()).startsWith("dropbatch: application-missing: the program 'no-such-program'");
    }

    @Test
    void the_middle_tab_divides_a_line_of_the_merge_list() {
        Printed printed = parts.with("PAIR", "0-1/run/a\tb.txt\t000001/a\tb.txt")
                .run("split_pair \"$PAIR\"; printf '%s\\n' \"$source\" \"$target\"");

        assertThat(printed.output()).isEqualTo("0-1/run/a\tb.txt\n000001/a\tb.txt\n");
    }

    private Printed verify(String lines) {
        return parts.with("LINES_", lines).run(VERIFY);
    }
}
