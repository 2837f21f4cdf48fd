package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.planning.drop.SeenBlob;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Triggers whose names or places are nearly right. */
class AdviseOwnerTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void two_workloads() {
        fixture.csvWorkload("prices");
        fixture.workload(
                "words", "start: {on: marker}\ntasks: { forEach: { file: '*.csv' }, command: x, outputs: [y] }\n");
        fixture.upload("prices/today/a.csv", "1");
        fixture.upload("words/today/a.csv", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.yaml", "job.yml", "Job.yaml", "JOB.YML"})
    void a_manifest_in_yaml_has_several_names(String name) {
        SubmissionAccepted accepted = only(
                fixture.drop("prices/today/" + name, "inputs: [{path: a.csv, bytes: 1}]"), SubmissionAccepted.class);

        assertThat(accepted.trigger().path()).isEqualTo("prices/today/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job.json", "JOB.JSON", "Job.Json"})
    void a_manifest_in_json_has_several_names(String name) {
        only(
                fixture.drop("prices/today/" + name, "{\"inputs\": [{\"path\": \"a.csv\", \"bytes\": 1}]}"),
                SubmissionAccepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_READY", "_ready", "_Ready", "_READY.txt", "_ready.TXT"})
    void a_marker_has_several_names(String name) {
        SubmissionAccepted accepted = only(fixture.drop("words/today/" + name, "now\r\n"), SubmissionAccepted.class);

        assertThat(fixture.tasks(accepted.submission()))
                .extracting(task -> task.inputs().getFirst().path())
                .containsExactly("a.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            words/today/_SUCCESS             | called _READY
            words/today/_DONE                | called _READY
            words/today/_REDAY               | called _READY
            words/today/_READY.csv           | called _READY
            words/today/_READY.txt.txt       | called _READY
            words/today/_READY (1)           | called _READY
            words/today/ready                | called _READY
            words/today/READY.txt            | called _READY
            words/today/job.yaml.txt         | called _READY
            words/today/job.yaml             | called _READY
            words/today/sub/_READY           | words/today/
            words/today/sub/deeper/_ready    | words/today/
            words/_READY                     | words/<drop>/_READY
            words/job.json                   | words/<drop>/job.json
            prices/today/job (1).yaml        | job.yaml or job.json
            prices/today/jobs.yaml           | job.yaml or job.json
            prices/today/manifest.json       | job.yaml or job.json
            prices/today/manifest.yaml       | job.yaml or job.json
            prices/today/job.json.txt        | job.yaml or job.json
            prices/today/job                 | job.yaml or job.json
            prices/today/in/job.yaml         | prices/today/
            price/_READY                     | did you mean 'prices'
            _READY                           | <workload>/<drop>/
            """)
    void a_name_or_place_that_is_nearly_right_gets_the_right_one_told(String path, String words) {
        SubmissionHinted hinted = only(fixture.drop(path, "x"), SubmissionHinted.class);

        assertThat(hinted.message()).startsWith("Nothing has started").contains(words);
        assertThat(hinted.file().path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "words/today/readings.csv",
                "words/today/ready.csv",
                "words/today/job-12.txt",
                "words/today/sub/ready",
                "words/today/manifest.pdf",
                "words/today/done.json"
            })
    void an_ordinary_input_gets_no_hint(String path) {
        assertThat(fixture.drop(path, "x")).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_large_file_is_an_input_whatever_it_is_called() {
        assertThat(fixture.drop("words/today/ready", "x".repeat(70_000))).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_hint_keeps_no_drop_from_starting_and_its_file_is_an_input() {
        fixture.workload(
                "all", "start: {on: marker}\ntasks: { forEach: { file: '**/*' }, command: x, outputs: [y] }\n");
        only(fixture.drop("all/today/ready", "x"), SubmissionHinted.class);
        fixture.drop("all/today/sub/_READY", "x");

        SubmissionAccepted accepted = only(fixture.drop("all/today/_READY", ""), SubmissionAccepted.class);

        assertThat(fixture.tasks(accepted.submission()))
                .extracting(PlannedTask::inputs)
                .extracting(inputs -> inputs.getFirst().path())
                .containsExactly("ready", "sub/_READY");
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(fixture.drop("all/today/done", "x")).isEqualTo(HandlerResult.none());
    }

    @Test
    void thousands_of_inputs_that_look_like_triggers_cost_few_hints() {
        only(fixture.drop("words/today/1/job.yaml", "x"), SubmissionHinted.class);

        assertThat(fixture.drop("words/today/2/job.yaml", "x")).isEqualTo(HandlerResult.none());
        fixture.clock.advance(Duration.ofMinutes(1));
        only(fixture.drop("words/today/3/job.yaml", "x"), SubmissionHinted.class);
    }

    @Test
    void an_unknown_workload_is_told_with_the_nearest_one() {
        SubmissionRejected rejected = only(fixture.drop("pirces/a/job.yaml", "inputs: []"), SubmissionRejected.class);

        assertThat(rejected.failure().message()).contains("workloads/pirces.yaml", "did you mean 'prices'?");
    }

    @Test
    void the_sweep_finds_triggers_of_other_names_and_those_that_are_nearly_right() {
        fixture.upload("prices/today/JOB.yml", "inputs: [{path: a.csv, bytes: 1}]");
        SeenBlob success = fixture.upload("words/today/_SUCCESS", "");
        fixture.clock.advance(Duration.ofMinutes(1));

        fixture.useCases.sweepInbox().sweep();
        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.useCases.sweepInbox().sweep();

        assertThat(fixture.swept).hasSize(2);
        assertThat(only(fixture.swept.get(0), SubmissionAccepted.class)
                        .trigger()
                        .path())
                .isEqualTo("prices/today/JOB.yml");
        assertThat(only(fixture.swept.get(1), SubmissionHinted.class).file().etag())
                .isEqualTo(success.etag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\r\n\t"})
    void an_empty_manifest_is_no_manifest(String empty) {
        SubmissionHinted hinted = only(fixture.drop("prices/today/job.json", empty), SubmissionHinted.class);
        assertThat(hinted.message()).contains("job.json is empty");

        SubmissionAccepted accepted = only(
                fixture.drop("prices/today/job.json", "{\"inputs\": [{\"path\": \"a.csv\", \"bytes\": 1}]}"),
                SubmissionAccepted.class);

        assertThat(fixture.rejections()).isEmpty();
        assertThat(accepted.levels()).containsExactly(1);
    }
}
