package io.dropbatch.model.drop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropsTest {

    @ParameterizedTest
    @CsvSource({
        "w/d/job.yaml,MANIFEST_YAML",
        "w/d/Job.yml,MANIFEST_YAML",
        "w/d/job.json,MANIFEST_JSON",
        "w/d/_READY,MARKER",
        "w/d/_ready.txt,MARKER"
    })
    void knows_triggers_by_their_place(String path, DropTrigger.Kind kind) {
        assertThat(DropTrigger.kindOf(path)).contains(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"job.yaml", "w/job.yaml", "w/d/e/job.yaml", "/d/job.yaml", "w//job.yaml", "w/d/job.yaml.txt"})
    void takes_everything_else_for_an_input(String path) {
        assertThat(DropTrigger.kindOf(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b';$(touch x).csv", "ünï/çødé.txt", "-rf", "*", ".hidden", "a\"b"})
    void any_ordinary_name_is_an_input(String path) {
        assertThat(InputPath.objection(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/..", "./a", "a\\b", "a\nb", "a\tb"})
    void refuses_names_that_no_file_can_have(String path) {
        assertThat(InputPath.objection(path)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"ä,127,true", "ä,128,false", "a,255,true", "a,256,false"})
    void counts_the_bytes_of_a_segment(String letter, int times, boolean legal) {
        assertThat(InputPath.objection("x/" + letter.repeat(times)).isEmpty()).isEqualTo(legal);
    }
}
