package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.Desk.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.submission.domain.SeenBlob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptDropTest {

    private static final String ONE_INPUT = "inputs: [{path: a.csv, bytes: 1}]\n";

    private final Desk desk = new Desk();

    @BeforeEach
    void a_workload() {
        desk.csvWorkload("prices");
    }

    @Test
    void plans_a_manifest_drop_whose_inputs_are_all_there() {
        desk.upload("prices/today/b/b.csv", "22");
        desk.upload("prices/today/a.csv", "1");
        desk.upload("prices/today/unlisted.csv", "1");

        SubmissionAccepted accepted = only(
                desk.drop(
                        "prices/today/job.yaml",
                        "inputs: [{path: b/b.csv, bytes: 2}, {path: a.csv, bytes: 1}]\nparameters: {rate: 1.10}\n"),
                SubmissionAccepted.class);

        Plan plan = desk.plan(accepted.submission());
        assertThat(accepted.levels()).containsExactly(2);
        assertThat(accepted.inputs()).isEqualTo(2);
        assertThat(accepted.inputBytes()).isEqualTo(3);
        assertThat(accepted.acceptedAt()).isEqualTo(Desk.NOON);
        assertThat(plan.parameters()).isEqualTo(Map.of("rate", "1.10"));
        assertThat(desk.tasks(accepted.submission()))
                .extracting(PlannedTask::index, task -> task.inputs().getFirst().path())
                .containsExactly(tuple(1, "a.csv"), tuple(2, "b/b.csv"));
    }

    @Test
    void the_same_event_twice_is_one_submission_with_one_announcement_id() {
        desk.upload("prices/today/a.csv", "1");
        Reaction first = desk.drop("prices/today/job.yaml", ONE_INPUT);
        desk.clock.advance(Duration.ofMinutes(5));

        Reaction second = desk.deliver(desk.seen("prices/today/job.yaml"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_trigger_uploaded_again_is_a_new_submission() {
        desk.upload("prices/today/a.csv", "1");
        SubmissionAccepted first = only(desk.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);

        SubmissionAccepted second = only(desk.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);

        assertThat(second.submission()).isNotEqualTo(first.submission());
    }

    @Test
    void an_event_of_an_overwritten_trigger_counts_for_the_one_that_is_there() {
        desk.upload("prices/today/a.csv", "1");
        SeenBlob old = desk.upload("prices/today/job.yaml", "inputs: [{path: b.csv, bytes: 1}]");
        SeenBlob latest = desk.upload("prices/today/job.yaml", ONE_INPUT);

        Reaction late = desk.deliver(old);

        assertThat(only(late, SubmissionAccepted.class).trigger()).isEqualTo(Desk.trigger(latest));
        assertThat(desk.deliver(latest)).isEqualTo(late);
    }

    @Test
    void a_metadata_change_makes_no_second_submission() {
        desk.upload("prices/today/a.csv", "1");
        SeenBlob before = desk.upload("prices/today/job.yaml", ONE_INPUT);
        Reaction first = desk.deliver(before);
        desk.upload("prices/today/job.yaml", ONE_INPUT); // same content, another ETag, no event

        Reaction redelivered = desk.deliver(before);
        desk.clock.advance(Duration.ofMinutes(1));
        desk.submissions.sweepInbox().sweep();
        Reaction again = desk.deliver(before);

        assertThat(redelivered).isEqualTo(first);
        assertThat(again).isEqualTo(first);
        assertThat(desk.swept).isEmpty();
    }

    @Test
    void what_was_planned_before_a_crash_stands_when_the_inputs_have_changed_since() {
        desk.upload("prices/today/a.csv", "1");
        Reaction first = desk.drop("prices/today/job.yaml", ONE_INPUT);
        desk.upload("prices/today/a.csv", "changed");

        Reaction repeated = desk.deliver(desk.seen("prices/today/job.yaml"));

        assertThat(repeated).isEqualTo(first);
    }

    @Test
    void a_drop_waits_for_what_is_missing_and_says_what() {
        desk.upload("prices/today/b.csv", "22222");

        Reaction reaction = desk.drop(
                "prices/today/job.yaml", "inputs: [{path: a.csv, bytes: 1}, {path: b.csv, bytes: 2}]\ndeadline: 10m\n");

        SubmissionWaiting waiting = only(reaction, SubmissionWaiting.class);
        assertThat(waiting.missing()).containsExactly("a.csv", "b.csv (has 5 bytes, 2 expected)");
        assertThat(waiting.missingCount()).isEqualTo(2);
        assertThat(waiting.deadline()).isEqualTo(Desk.NOON.plus(Duration.ofMinutes(10)));
        assertThat(reaction.followUps()).singleElement().satisfies(look -> {
            assertThat(look.notBefore()).isEqualTo(Desk.NOON.plusSeconds(1));
            assertThat(look.key()).isEqualTo(waiting.submission() + ":1");
        });
    }

    @Test
    void a_waiting_drop_is_accepted_when_the_last_input_arrives() {
        SubmissionWaiting waiting = only(desk.drop("prices/today/job.yaml", ONE_INPUT), SubmissionWaiting.class);

        Reaction arrival = desk.drop("prices/today/a.csv", "1");

        assertThat(only(arrival, SubmissionAccepted.class).submission()).isEqualTo(waiting.submission());
        assertThat(arrival.followUps()).isEmpty();
        assertThat(desk.drop("prices/today/a.csv", "1")).isEqualTo(Reaction.none());
    }

    @Test
    void arrivals_before_the_last_one_cost_no_look() {
        String inputs = IntStream.range(0, 100)
                .mapToObj(i -> "{path: " + i + ".csv, bytes: 1}")
                .collect(Collectors.joining(", ", "inputs: [", "]"));
        desk.drop("prices/today/job.yaml", inputs);

        List<Reaction> reactions = IntStream.range(0, 100)
                .mapToObj(i -> desk.drop("prices/today/" + i + ".csv", "1"))
                .toList();

        assertThat(reactions.subList(0, 99)).containsOnly(Reaction.none());
        assertThat(only(reactions.getLast(), SubmissionAccepted.class).inputs()).isEqualTo(100);
    }

    @Test
    void a_look_finds_what_arrived_without_an_event() {
        Reaction waiting = desk.drop("prices/today/job.yaml", ONE_INPUT);
        Reaction stillWaiting = desk.followUp(waiting);
        desk.upload("prices/today/a.csv", "1");

        Reaction accepted = desk.followUp(stillWaiting);

        assertThat(stillWaiting.followUps().getFirst().notBefore()).isEqualTo(Desk.NOON.plusSeconds(3));
        only(accepted, SubmissionAccepted.class);
    }

    @Test
    void after_a_restart_an_arrival_still_completes_a_waiting_drop() {
        desk.drop("prices/today/job.yaml", ONE_INPUT);
        desk.start();

        Reaction arrival = desk.drop("prices/today/a.csv", "1");

        only(arrival, SubmissionAccepted.class);
    }

    @Test
    void the_deadline_rejects_a_drop_and_names_what_is_missing() {
        Reaction waiting = desk.drop("prices/today/job.yaml", ONE_INPUT + "deadline: 2s\n");

        SubmissionRejected rejected = only(desk.followUp(desk.followUp(waiting)), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(rejected.failure().message()).contains("a.csv");
        assertThat(desk.drop("prices/today/a.csv", "1")).isEqualTo(Reaction.none());
    }

    @Test
    void a_manifest_replaced_while_it_waited_ends_the_older_submission() {
        Reaction waiting = desk.drop("prices/today/job.yaml", ONE_INPUT);
        desk.upload("prices/today/job.yaml", "inputs: [{path: b.csv, bytes: 1}]");

        SubmissionRejected rejected = only(desk.followUp(waiting), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
    }

    @Test
    void a_marker_takes_what_lies_there_at_that_moment() {
        desk.workload("words", "start: {on: marker}\ntasks: { forEach: { file: '**/*' }, command: x, outputs: [y] }\n");
        desk.upload("words/a/x/b';$(touch x).csv", "1");
        desk.upload("words/a/job.yaml", "an input like any other");
        desk.upload("words/a/_status.json", "{}");

        SubmissionAccepted accepted = only(desk.drop("words/a/_READY", ""), SubmissionAccepted.class);

        assertThat(desk.tasks(accepted.submission()))
                .extracting(task -> task.inputs().getFirst().path())
                .containsExactly("job.yaml", "x/b';$(touch x).csv");
        assertThat(desk.deliver(desk.seen("words/a/job.yaml"))).isEqualTo(Reaction.none());
    }

    @Test
    void a_marker_beside_a_manifest_means_nothing() {
        desk.upload("prices/today/job.yaml", ONE_INPUT);

        assertThat(desk.drop("prices/today/_READY", "")).isEqualTo(Reaction.none());
    }

    @Test
    void a_marker_without_the_manifest_that_the_workload_wants_is_rejected() {
        SubmissionRejected rejected = only(desk.drop("prices/today/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().message()).contains("job.yaml");
    }

    @Test
    void a_name_that_cannot_be_a_file_is_rejected() {
        desk.workload("words", "start: {on: marker}\ntasks: {forEach: {file: '**/*'}, command: x, outputs: [y]}\n");
        desk.upload("words/a/new\nline", "1");

        SubmissionRejected rejected = only(desk.drop("words/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(rejected.failure().message()).contains("new?line", "control character");
    }

    @Test
    void rows_become_tasks_by_byte_range() {
        desk.workload(
                "rows",
                "tasks: { forEach: { row: p.csv, chunk: 2 }, shared: ['*.csv', 'm/*'], command: x, outputs: [y] }\n"
                        + "merge: { command: x, outputs: [y], fanIn: 2 }\n");
        String csv = "id\n1\n2\n3\n4\n5\n";
        desk.upload("rows/a/p.csv", csv);
        desk.upload("rows/a/m/x", "1");
        String manifest = "inputs: [{path: p.csv, bytes: " + csv.length() + "}, {path: m/x, bytes: 1}]";

        SubmissionAccepted accepted = only(desk.drop("rows/a/job.yaml", manifest), SubmissionAccepted.class);

        Plan plan = desk.plan(accepted.submission());
        assertThat(accepted.levels()).containsExactly(3, 2, 1);
        assertThat(plan.rowFile().headerBytes()).isEqualTo(3);
        assertThat(plan.shared()).extracting(PlannedInput::path).containsExactly("m/x");
        assertThat(desk.tasks(accepted.submission()))
                .extracting(task -> task.rows().rows())
                .containsExactly(2, 2, 1);
    }

    @Test
    void large_plans_are_written_in_slices() {
        desk.workload("many", "tasks: { forEach: { repeat: 2500 }, command: x, outputs: [y] }\n");

        SubmissionAccepted accepted = only(desk.drop("many/a/job.yaml", ""), SubmissionAccepted.class);

        assertThat(desk.plan(accepted.submission()).slices()).isEqualTo(3);
        assertThat(desk.tasks(accepted.submission()))
                .extracting(PlannedTask::index)
                .isEqualTo(IntStream.rangeClosed(1, 2500).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            forEach: { file: '*.txt' }                        | input-missing    | '*.txt'
            forEach: { file: '*.csv' }, shared: ['m/*.json']  | input-missing    | 'm/*.json'
            forEach: { row: other.csv }                       | input-missing    | 'other.csv'
            forEach: { row: empty.csv }                       | input-missing    | no rows
            forEach: { row: broken.csv }                      | invalid-manifest | line 2
            forEach: { repeat: 11 }                           | quota            | limits.maxTasks
            forEach: { row: long.csv }                        | quota            | limits.maxTasks
            forEach: { sweep: { a: [1] } }                    | invalid-workload | line 4: tasks.forEach.sweep
            """)
    void says_why_a_drop_makes_no_tasks(String forEach, FailureCodeName code, String words) {
        desk.workload(
                "why",
                "limits: { maxTasks: 10 }\ntasks: { " + forEach
                        + ", command: x, outputs: [y] }\nstart: {on: marker}\n");
        desk.upload("why/a/a.csv", "1");
        desk.upload("why/a/empty.csv", "header\n");
        desk.upload("why/a/broken.csv", "header\n\"x\n");
        desk.upload("why/a/long.csv", "header\n" + "x\n".repeat(50));

        SubmissionRejected rejected = only(desk.drop("why/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(code.code());
        assertThat(rejected.failure().message()).contains(words);
        assertThat(desk.rejections).containsExactly(code.code());
    }

    /** The spelling of a code on the wire. */
    record FailureCodeName(FailureCode code) {
        static FailureCodeName of(String text) {
            return new FailureCodeName(FailureCode.of(text));
        }
    }

    @Test
    void refuses_a_missing_workload_a_bad_folder_and_a_missing_application() {
        desk.workload(
                "app",
                "application: {name: tool, version: '1'}\ntasks: {forEach: {repeat: 1}, command: x, outputs: [y]}\n");

        assertThat(failure("nobody/a/job.yaml")).contains("workloads/nobody.yaml");
        assertThat(failure("Not A Name/a/job.yaml")).contains("not the name of a workload");
        assertThat(failure("app/a/job.yaml")).contains("applications/tool/1/");
        desk.write(desk.applications, "tool/1/run.sh", "x");
        only(desk.drop("app/a/job.yaml", ""), SubmissionAccepted.class);
    }

    @Test
    void an_invalid_manifest_is_rejected_with_its_line() {
        SubmissionRejected rejected = only(desk.drop("prices/today/job.yaml", "\ninput: []"), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(rejected.failure().message()).contains("job.yaml: line 2", "did you mean 'inputs'");
    }

    @Test
    void other_blobs_and_containers_start_nothing() {
        assertThat(desk.drop("prices/today/_status.json", "{}")).isEqualTo(Reaction.none());
        assertThat(desk.drop("readme.txt", "x")).isEqualTo(Reaction.none());
        assertThat(desk.submissions.noteArrival().arrived("outputs", "prices/today/job.yaml", "e"))
                .isEqualTo(Reaction.none());
        assertThat(desk.submissions.noteArrival().arrived("inbox", "prices/gone/job.yaml", "e"))
                .isEqualTo(Reaction.none());
    }

    private String failure(String path) {
        return only(desk.drop(path, ""), SubmissionRejected.class).failure().message();
    }
}
