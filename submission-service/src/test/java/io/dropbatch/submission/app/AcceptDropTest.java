package io.dropbatch.submission.app;

import static io.dropbatch.submission.app.SubmissionFixture.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.doThrow;

import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.event.SubmissionWaiting;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.retry.LastingFailureException;
import io.dropbatch.planning.drop.SeenBlob;
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

    private final SubmissionFixture fixture = new SubmissionFixture();

    @BeforeEach
    void a_workload() {
        fixture.csvWorkload("prices");
    }

    @Test
    void plans_a_manifest_drop_whose_inputs_are_all_there() {
        fixture.upload("prices/today/b/b.csv", "22");
        fixture.upload("prices/today/a.csv", "1");
        fixture.upload("prices/today/unlisted.csv", "1");

        SubmissionAccepted accepted = only(
                fixture.drop(
                        "prices/today/job.yaml",
                        "inputs: [{path: b/b.csv, bytes: 2}, {path: a.csv, bytes: 1}]\nparameters: {rate: 1.10}\n"),
                SubmissionAccepted.class);

        Plan plan = fixture.plan(accepted.submission());
        assertThat(accepted.levels()).containsExactly(2);
        assertThat(accepted.inputs()).isEqualTo(2);
        assertThat(accepted.inputBytes()).isEqualTo(3);
        assertThat(accepted.acceptedAt()).isEqualTo(SubmissionFixture.NOON);
        assertThat(plan.parameters()).isEqualTo(Map.of("rate", "1.10"));
        assertThat(fixture.tasks(accepted.submission()))
                .extracting(PlannedTask::index, task -> task.inputs().getFirst().path())
                .containsExactly(tuple(1, "a.csv"), tuple(2, "b/b.csv"));
    }

    @Test
    void the_same_event_twice_is_one_submission_with_one_announcement_id() {
        fixture.upload("prices/today/a.csv", "1");
        HandlerResult first = fixture.drop("prices/today/job.yaml", ONE_INPUT);
        fixture.clock.advance(Duration.ofMinutes(5));

        HandlerResult second = fixture.deliver(fixture.seen("prices/today/job.yaml"));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void a_trigger_uploaded_again_is_a_new_submission() {
        fixture.upload("prices/today/a.csv", "1");
        SubmissionAccepted first = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);

        fixture.clock.advance(Duration.ofMinutes(2));
        SubmissionAccepted second = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionAccepted.class);

        assertThat(second.submission()).isNotEqualTo(first.submission());
    }

    @Test
    void an_event_of_an_overwritten_trigger_counts_for_the_one_that_is_there() {
        fixture.upload("prices/today/a.csv", "1");
        SeenBlob old = fixture.upload("prices/today/job.yaml", "inputs: [{path: b.csv, bytes: 1}]");
        SeenBlob latest = fixture.upload("prices/today/job.yaml", ONE_INPUT);

        HandlerResult late = fixture.deliver(old);

        assertThat(only(late, SubmissionAccepted.class).trigger()).isEqualTo(SubmissionFixture.trigger(latest));
        assertThat(fixture.deliver(latest)).isEqualTo(late);
    }

    @Test
    void a_metadata_change_makes_no_second_submission() {
        fixture.upload("prices/today/a.csv", "1");
        SeenBlob before = fixture.upload("prices/today/job.yaml", ONE_INPUT);
        HandlerResult first = fixture.deliver(before);
        fixture.upload("prices/today/job.yaml", ONE_INPUT); // same content, another ETag, no event

        HandlerResult redelivered = fixture.deliver(before);
        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.useCases.sweepInbox().sweep();
        HandlerResult again = fixture.deliver(before);

        assertThat(redelivered).isEqualTo(first);
        assertThat(again).isEqualTo(first);
        assertThat(fixture.swept).isEmpty();
    }

    @Test
    void what_was_planned_before_a_crash_stands_when_the_inputs_have_changed_since() {
        fixture.upload("prices/today/a.csv", "1");
        HandlerResult first = fixture.drop("prices/today/job.yaml", ONE_INPUT);
        fixture.upload("prices/today/a.csv", "changed");

        HandlerResult repeated = fixture.deliver(fixture.seen("prices/today/job.yaml"));

        assertThat(repeated).isEqualTo(first);
    }

    @Test
    void a_drop_waits_for_what_is_missing_and_says_what() {
        fixture.upload("prices/today/b.csv", "22222");

        HandlerResult result = fixture.drop(
                "prices/today/job.yaml", "inputs: [{path: a.csv, bytes: 1}, {path: b.csv, bytes: 2}]\ndeadline: 10m\n");

        SubmissionWaiting waiting = only(result, SubmissionWaiting.class);
        assertThat(waiting.missing()).containsExactly("a.csv", "b.csv (has 5 bytes, 2 expected)");
        assertThat(waiting.missingCount()).isEqualTo(2);
        assertThat(waiting.deadline()).isEqualTo(SubmissionFixture.NOON.plus(Duration.ofMinutes(10)));
        assertThat(result.commands()).singleElement().satisfies(look -> {
            assertThat(look.notBefore()).isEqualTo(SubmissionFixture.NOON.plusSeconds(1));
            assertThat(look.key()).isEqualTo(waiting.submission() + ":1");
        });
    }

    @Test
    void a_waiting_drop_is_accepted_when_the_last_input_arrives() {
        SubmissionWaiting waiting = only(fixture.drop("prices/today/job.yaml", ONE_INPUT), SubmissionWaiting.class);

        HandlerResult arrival = fixture.drop("prices/today/a.csv", "1");

        assertThat(only(arrival, SubmissionAccepted.class).submission()).isEqualTo(waiting.submission());
        assertThat(arrival.commands()).isEmpty();
        assertThat(fixture.drop("prices/today/a.csv", "1")).isEqualTo(HandlerResult.none());
    }

    @Test
    void arrivals_before_the_last_one_cost_no_look() {
        String inputs = IntStream.range(0, 100)
                .mapToObj(i -> "{path: " + i + ".csv, bytes: 1}")
                .collect(Collectors.joining(", ", "inputs: [", "]"));
        fixture.drop("prices/today/job.yaml", inputs);

        List<HandlerResult> reactions = IntStream.range(0, 100)
                .mapToObj(i -> fixture.drop("prices/today/" + i + ".csv", "1"))
                .toList();

        assertThat(reactions.subList(0, 99)).containsOnly(HandlerResult.none());
        assertThat(only(reactions.getLast(), SubmissionAccepted.class).inputs()).isEqualTo(100);
    }

    @Test
    void a_look_finds_what_arrived_without_an_event() {
        HandlerResult waiting = fixture.drop("prices/today/job.yaml", ONE_INPUT);
        HandlerResult stillWaiting = fixture.lookAgain(waiting);
        fixture.upload("prices/today/a.csv", "1");

        HandlerResult accepted = fixture.lookAgain(stillWaiting);

        assertThat(stillWaiting.commands().getFirst().notBefore()).isEqualTo(SubmissionFixture.NOON.plusSeconds(3));
        only(accepted, SubmissionAccepted.class);
    }

    @Test
    void after_a_restart_an_arrival_still_completes_a_waiting_drop() {
        fixture.drop("prices/today/job.yaml", ONE_INPUT);
        fixture.start();

        HandlerResult arrival = fixture.drop("prices/today/a.csv", "1");

        only(arrival, SubmissionAccepted.class);
    }

    @Test
    void the_deadline_rejects_a_drop_and_names_what_is_missing() {
        HandlerResult waiting = fixture.drop("prices/today/job.yaml", ONE_INPUT + "deadline: 2s\n");

        SubmissionRejected rejected = only(fixture.lookAgain(fixture.lookAgain(waiting)), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INPUT_MISSING);
        assertThat(rejected.failure().message()).contains("a.csv");
        assertThat(fixture.drop("prices/today/a.csv", "1")).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_manifest_replaced_while_it_waited_ends_the_older_submission() {
        HandlerResult waiting = fixture.drop("prices/today/job.yaml", ONE_INPUT);
        fixture.upload("prices/today/job.yaml", "inputs: [{path: b.csv, bytes: 1}]");

        SubmissionRejected rejected = only(fixture.lookAgain(waiting), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.CANCELLED);
    }

    @Test
    void a_marker_takes_what_lies_there_at_that_moment() {
        fixture.workload(
                "words", "start: {on: marker}\ntasks: { forEach: { file: '**/*' }, command: x, outputs: [y] }\n");
        fixture.upload("words/a/x/b';$(touch x).csv", "1");
        fixture.upload("words/a/job.yaml", "parameters: {width: 80}");
        fixture.upload("words/a/_status.json", "{}");

        SubmissionAccepted accepted = only(fixture.drop("words/a/_READY", ""), SubmissionAccepted.class);

        assertThat(fixture.tasks(accepted.submission()))
                .extracting(task -> task.inputs().getFirst().path())
                .containsExactly("x/b';$(touch x).csv");
        assertThat(fixture.plan(accepted.submission()).parameters()).isEqualTo(Map.of("width", "80"));
        assertThat(fixture.deliver(fixture.seen("words/a/job.yaml"))).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_marker_beside_a_manifest_means_nothing() {
        fixture.upload("prices/today/job.yaml", ONE_INPUT);

        assertThat(fixture.drop("prices/today/_READY", "")).isEqualTo(HandlerResult.none());
    }

    @Test
    void a_marker_without_the_manifest_that_the_workload_wants_is_rejected() {
        SubmissionRejected rejected = only(fixture.drop("prices/today/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().message()).contains("job.yaml");
    }

    @Test
    void a_name_that_cannot_be_a_file_is_rejected() {
        fixture.workload("words", "start: {on: marker}\ntasks: {forEach: {file: '**/*'}, command: x, outputs: [y]}\n");
        fixture.upload("words/a/new\nline", "1");

        SubmissionRejected rejected = only(fixture.drop("words/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(rejected.failure().message()).contains("new?line", "control character");
    }

    @Test
    void rows_become_tasks_by_byte_range() {
        fixture.workload(
                "rows",
                "tasks: { forEach: { row: p.csv, chunk: 2 }, shared: ['*.csv', 'm/*'], command: x, outputs: [y] }\n"
                        + "merge: { command: x, outputs: [y], fanIn: 2 }\n");
        String csv = "id\n1\n2\n3\n4\n5\n";
        fixture.upload("rows/a/p.csv", csv);
        fixture.upload("rows/a/m/x", "1");
        String manifest = "inputs: [{path: p.csv, bytes: " + csv.length() + "}, {path: m/x, bytes: 1}]";

        SubmissionAccepted accepted = only(fixture.drop("rows/a/job.yaml", manifest), SubmissionAccepted.class);

        Plan plan = fixture.plan(accepted.submission());
        assertThat(accepted.levels()).containsExactly(3, 2, 1);
        assertThat(plan.rowFile().headerBytes()).isEqualTo(3);
        assertThat(plan.shared()).extracting(PlannedInput::path).containsExactly("m/x");
        assertThat(fixture.tasks(accepted.submission()))
                .extracting(task -> task.rows().rows())
                .containsExactly(2, 2, 1);
    }

    @Test
    void a_merge_of_one_round_takes_as_many_tasks_as_its_fan_in_and_no_more() {
        for (int tasks : new int[] {3, 4}) {
            fixture.workload(
                    "merged" + tasks,
                    "tasks: { forEach: { file: '*.csv' }, command: x, outputs: [y] }\n"
                            + "merge: { command: x, outputs: [z], fanIn: 3, rounds: one }\n"
                            + "start: {on: marker}\n");
            for (int i = 0; i < tasks; i++) {
                fixture.upload("merged" + tasks + "/a/" + i + ".csv", "1");
            }
        }

        SubmissionAccepted accepted = only(fixture.drop("merged3/a/_READY", ""), SubmissionAccepted.class);
        SubmissionRejected rejected = only(fixture.drop("merged4/a/_READY", ""), SubmissionRejected.class);

        assertThat(accepted.levels()).containsExactly(3, 1);
        assertThat(rejected.failure().code()).isEqualTo(FailureCode.QUOTA);
        assertThat(rejected.failure().message()).contains("4 tasks", "merge.rounds: one", "at most 3", "raise fanIn");
    }

    @Test
    void a_merge_that_cannot_read_its_own_outputs_is_refused() {
        fixture.workload(
                "lossy",
                "tasks: { forEach: { repeat: 70 }, command: x, outputs: [row.csv] }\n"
                        + "merge: { command: x, outputs: [all.csv] }\n");

        SubmissionRejected rejected = only(fixture.drop("lossy/a/job.yaml", "inputs: []"), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_WORKLOAD);
        assertThat(rejected.failure().message()).contains("merge.outputs", "'row.csv'", "in rounds");
    }

    @Test
    void large_plans_are_written_in_slices() {
        fixture.workload("many", "tasks: { forEach: { repeat: 2500 }, command: x, outputs: [y] }\n");

        SubmissionAccepted accepted = only(fixture.drop("many/a/job.yaml", "inputs: []"), SubmissionAccepted.class);

        assertThat(fixture.plan(accepted.submission()).slices()).isEqualTo(3);
        assertThat(fixture.tasks(accepted.submission()))
                .extracting(PlannedTask::index)
                .isEqualTo(IntStream.rangeClosed(1, 2500).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            row: t.csv                                         | PARAM_STRIKE would have two values
            row: t.jsonl                                       | PARAM_STRIKE would have two values
            file: { include: '*.fq', group: '{strike}_R?.fq' } | PARAM_STRIKE would have two values
            """)
    void a_parameter_with_the_name_of_a_tasks_own_is_refused(String forEach, String words) {
        fixture.workload(
                "twice", "tasks: { forEach: { " + forEach + " }, command: x, outputs: [y] }\nstart: {on: marker}\n");
        fixture.upload("twice/a/t.csv", "id,Strike\n1,2\n");
        fixture.upload("twice/a/t.jsonl", "{\"id\": 1}\n{\"strike\": 2}\n");
        fixture.upload("twice/a/a_R1.fq", "1");
        fixture.upload("twice/a/job.yaml", "parameters: {strike: 80}");

        SubmissionRejected rejected = only(fixture.drop("twice/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(rejected.failure().message()).contains(words);
    }

    @Test
    void a_parameter_with_the_name_of_a_column_that_no_task_gets_is_none_of_its_business() {
        fixture.workload(
                "chunks",
                "tasks: { forEach: { row: t.csv, chunk: 2 }, command: x, outputs: [y] }\nstart: {on: marker}\n");
        fixture.upload("chunks/a/t.csv", "id,strike\n1,2\n");
        fixture.upload("chunks/a/job.yaml", "parameters: {strike: 80}");

        only(fixture.drop("chunks/a/_READY", ""), SubmissionAccepted.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            forEach: { file: '*.txt' }                        | input-missing    | '*.txt'
            forEach: { file: '*.csv' }, shared: ['m/*.json']  | input-missing    | 'm/*.json'
            forEach: { file: '*.c{sv,pp}' }, shared: ['{a,b}.csv'] | input-missing | 'b.csv'
            forEach: { row: other.csv }                       | input-missing    | 'other.csv'
            forEach: { row: empty.csv }                       | input-missing    | no rows
            forEach: { row: broken.csv }                      | invalid-manifest | line 2
            forEach: { repeat: 11 }                           | quota            | limits.maxTasks
            forEach: { row: long.csv }                        | quota            | limits.maxTasks
            forEach: { sweep: { a: 7 } }                      | invalid-workload | line 4: tasks.forEach.sweep.a
            """)
    void says_why_a_drop_makes_no_tasks(String forEach, FailureCodeName code, String words) {
        fixture.workload(
                "why",
                "limits: { maxTasks: 10 }\ntasks: { " + forEach
                        + ", command: x, outputs: [y] }\nstart: {on: marker}\n");
        fixture.upload("why/a/a.csv", "1");
        fixture.upload("why/a/empty.csv", "header\n");
        fixture.upload("why/a/broken.csv", "header\n\"x\n");
        fixture.upload("why/a/long.csv", "header\n" + "x\n".repeat(50));

        SubmissionRejected rejected = only(fixture.drop("why/a/_READY", ""), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(code.code());
        assertThat(rejected.failure().message()).contains(words);
        assertThat(fixture.rejections()).containsExactly(code.code());
    }

    /** The spelling of a code on the wire. */
    record FailureCodeName(FailureCode code) {
        static FailureCodeName of(String text) {
            return new FailureCodeName(FailureCode.of(text));
        }
    }

    @Test
    void refuses_a_missing_workload_a_bad_folder_and_a_missing_application() {
        fixture.workload(
                "app",
                "application: {name: tool, version: '1'}\ntasks: {forEach: {repeat: 1}, command: x, outputs: [y]}\n");

        assertThat(failure("nobody/a/job.yaml")).contains("workloads/nobody.yaml");
        assertThat(failure("Not A Name/a/job.yaml")).contains("not the name of a workload");
        assertThat(failure("app/a/job.yaml")).contains("applications/tool/1/");
        fixture.write(fixture.applications, "tool/1/run.sh", "x");
        only(fixture.drop("app/a/job.yaml", "inputs: []"), SubmissionAccepted.class);
    }

    @Test
    void an_invalid_manifest_is_rejected_with_its_line() {
        SubmissionRejected rejected =
                only(fixture.drop("prices/today/job.yaml", "\ninput: []"), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.INVALID_MANIFEST);
        assertThat(rejected.failure().message()).contains("job.yaml: line 2", "did you mean 'inputs'");
    }

    @Test
    void other_blobs_and_containers_start_nothing() {
        assertThat(fixture.drop("prices/today/_status.json", "{}")).isEqualTo(HandlerResult.none());
        assertThat(fixture.drop("readme.txt", "x")).isEqualTo(HandlerResult.none());
        assertThat(fixture.useCases.noteArrival().arrived("outputs", "prices/today/job.yaml", "e"))
                .isEqualTo(HandlerResult.none());
        assertThat(fixture.useCases.noteArrival().arrived("inbox", "prices/gone/job.yaml", "e"))
                .isEqualTo(HandlerResult.none());
    }

    @Test
    void what_cannot_be_read_and_stays_so_rejects_the_drop_at_once() {
        SeenBlob trigger = fixture.upload("prices/today/job.yaml", ONE_INPUT);
        LastingFailureException noRight = new LastingFailureException("no right to list", new RuntimeException());
        doThrow(noRight).when(fixture.drops).list("prices/today/");

        SubmissionRejected rejected = only(fixture.deliver(trigger), SubmissionRejected.class);

        assertThat(rejected.failure().code()).isEqualTo(FailureCode.PLATFORM);
        assertThat(rejected.failure().message()).contains("no right to list");
        doThrow(noRight).when(fixture.drops).find("prices/other/job.yaml");
        assertThat(only(
                                fixture.useCases.noteArrival().arrived("inbox", "prices/other/job.yaml", "0x1"),
                                SubmissionRejected.class)
                        .failure()
                        .message())
                .contains("no right to list");
    }

    private String failure(String path) {
        return only(fixture.drop(path, ""), SubmissionRejected.class).failure().message();
    }
}
