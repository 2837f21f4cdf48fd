package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dropbatch.model.drop.IgnoredFile;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionHinted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a marker takes of a drop, and what it leaves out. */
class GatherDropTest {

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void a_workload() {
        fixture.workload(
                "words", "start: {on: marker}\ntasks: { forEach: { file: '**/*.csv' }, command: x, outputs: [y] }\n");
        fixture.upload("words/a/a.csv", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".DS_Store",
                "sub/.DS_Store",
                "._a.csv",
                "Thumbs.db",
                "THUMBS.DB",
                "desktop.ini",
                "~$book.csv",
                ".~lock.a.csv#",
                "__MACOSX/a.csv",
                "$RECYCLE.BIN/a.csv"
            })
    void files_of_the_system_are_left_out_and_named(String path) {
        fixture.upload("words/a/" + path, "x");

        Plan plan = accepted("words/a/_READY");

        assertThat(inputs(plan)).containsExactly("a.csv");
        assertThat(plan.ignored().count()).isEqualTo(1);
        assertThat(plan.ignored().files()).extracting(IgnoredFile::path).containsExactly(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub/", "_READY/", "sub/deep/"})
    void stubs_of_folders_are_no_inputs(String path) {
        fixture.upload("words/a/" + path, "");

        Plan plan = accepted("words/a/_READY");

        assertThat(inputs(plan)).containsExactly("a.csv");
        assertThat(plan.ignored().count()).isZero();
    }

    @Test
    void a_folder_with_the_name_of_the_marker_starts_nothing_and_says_so() {
        SubmissionHinted hinted = only(fixture.drop("words/a/_READY/", ""), SubmissionHinted.class);

        assertThat(hinted.message()).contains("_READY is a folder here");
    }

    @Test
    void inputs_that_no_pattern_matches_are_named() {
        fixture.upload("words/a/readme.md", "x");
        fixture.upload("words/a/sub/b.csv", "2");

        Plan plan = accepted("words/a/_READY");

        assertThat(plan.ignored().files())
                .extracting(IgnoredFile::path, IgnoredFile::reason)
                .containsExactly(tuple("readme.md", "no pattern of the workload matches it"));
    }

    @Test
    void a_manifest_gives_a_marker_drop_parameters() {
        SubmissionHinted hinted =
                only(fixture.drop("words/a/job.yml", "parameters: {width: 80}"), SubmissionHinted.class);

        Plan plan = accepted("words/a/_READY");

        assertThat(hinted.message()).contains("job.yml gives the drop its parameters", "_READY");
        assertThat(plan.parameters()).isEqualTo(Map.of("width", "80"));
        assertThat(inputs(plan)).containsExactly("a.csv");
        assertThat(plan.ignored().count()).isZero();
    }

    @Test
    void a_manifest_that_lists_inputs_is_honoured_in_a_marker_drop() {
        fixture.upload("words/a/other.csv", "2");
        String sha = "ab".repeat(32);
        fixture.upload(
                "words/a/job.json", "{\"inputs\": [{\"path\": \"a.csv\", \"bytes\": 1, \"sha256\": \"" + sha + "\"}]}");

        Plan plan = accepted("words/a/_READY");

        assertThat(fixture.tasks(plan.submission()))
                .singleElement()
                .satisfies(task -> assertThat(task.inputs().getFirst().sha256()).isEqualTo(sha));
        assertThat(plan.ignored().files())
                .extracting(IgnoredFile::path, IgnoredFile::reason)
                .containsExactly(tuple("other.csv", "not listed in the manifest"));
    }

    @Test
    void a_marker_drop_waits_for_what_its_manifest_lists() {
        fixture.upload("words/a/job.yaml", "inputs: [{path: a.csv, bytes: 1}, {path: b.csv, bytes: 1}]");

        SubmissionWaiting waiting = only(fixture.drop("words/a/_READY", ""), SubmissionWaiting.class);
        HandlerResult result = fixture.drop("words/a/b.csv", "2");

        assertThat(waiting.missing()).containsExactly("b.csv");
        assertThat(only(result, SubmissionAccepted.class).submission()).isEqualTo(waiting.submission());
    }

    @Test
    void a_manifest_that_cannot_be_used_rejects_a_marker_drop() {
        fixture.upload("words/a/job.yaml", "");
        assertThat(rejected("words/a/_READY")).contains("job.yaml is empty");

        fixture.upload("words/b/job.yaml", "\nparameter: {}");
        assertThat(rejected("words/b/_READY")).contains("job.yaml: line 2", "did you mean 'parameters'?");

        fixture.upload("words/c/job.yaml", "parameters: {a: 1}");
        fixture.upload("words/c/job.json", "{}");
        assertThat(rejected("words/c/_READY")).contains("job.json and job.yaml", "keep one");
    }

    @Test
    void a_row_file_of_another_case_is_named() {
        fixture.workload(
                "rows", "start: {on: marker}\ntasks: { forEach: { row: rows.csv }, command: x, outputs: [y] }\n");
        fixture.upload("rows/a/Rows.CSV", "id\n1\n");

        assertThat(rejected("rows/a/_READY")).contains("'Rows.CSV': upper and lower case count");
    }

    @Test
    void a_row_file_in_another_unicode_form_is_read() {
        fixture.workload(
                "rows",
                "start: {on: marker}\ntasks: { forEach: { row: gr\u00f6\u00dfe.csv }, command: x, outputs: [y] }\n");
        fixture.upload("rows/a/gro\u0308\u00dfe.csv", "id\n1\n");

        assertThat(accepted("rows/a/_READY").rowFile().input().path()).isEqualTo("gro\u0308\u00dfe.csv");
    }

    @Test
    void a_late_manifest_starts_nothing() {
        accepted("words/a/_READY");

        assertThat(fixture.drop("words/a/job.yaml", "parameters: {a: 1}")).isEqualTo(HandlerResult.none());
    }

    private Plan accepted(String trigger) {
        return fixture.plan(
                only(fixture.drop(trigger, ""), SubmissionAccepted.class).submission());
    }

    private String rejected(String trigger) {
        SubmissionRejected rejected = only(fixture.drop(trigger, ""), SubmissionRejected.class);
        assertThat(rejected.failure().code()).isIn(FailureCode.INVALID_MANIFEST, FailureCode.INPUT_MISSING);
        return rejected.failure().message();
    }

    private List<String> inputs(Plan plan) {
        return fixture.tasks(plan.submission()).stream()
                .flatMap(task -> task.inputs().stream())
                .map(PlannedInput::path)
                .toList();
    }
}
