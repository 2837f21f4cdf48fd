package io.dropbatch.scheduler.domain;

import static io.dropbatch.scheduler.ExampleJobs.NOON;
import static io.dropbatch.scheduler.ExampleJobs.POOL;
import static io.dropbatch.scheduler.ExampleJobs.facts;
import static io.dropbatch.scheduler.ExampleJobs.merge;
import static io.dropbatch.scheduler.ExampleJobs.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.model.drop.IgnoredFiles;
import io.dropbatch.model.glob.Glob;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlanExtent;
import io.dropbatch.model.plan.PlannedInput;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.plan.RowFile;
import io.dropbatch.model.plan.RowSlice;
import io.dropbatch.model.result.VerifiedTask;
import io.dropbatch.model.result.VerifiedTask.VerifiedOutput;
import io.dropbatch.model.trace.TraceParent;
import io.dropbatch.model.workload.Merge;
import io.dropbatch.planning.task.ContainerRole;
import io.dropbatch.planning.task.FileSource;
import io.dropbatch.planning.task.FileSource.Folder;
import io.dropbatch.planning.task.FileSource.OneBlob;
import io.dropbatch.planning.task.JobFacts;
import io.dropbatch.planning.task.JobRecipe;
import io.dropbatch.planning.task.JobSpec;
import io.dropbatch.planning.task.MapRecipe;
import io.dropbatch.planning.task.MergeRecipe;
import io.dropbatch.planning.task.TaskHarness;
import io.dropbatch.planning.task.TaskSpec;
import io.dropbatch.scheduler.ExampleJobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecipesTest {

    private static final String HASH = "ab".repeat(32);

    private final JobFacts facts = facts("sum", "d1", 5, NOON);
    private final Plan plain = plan("sum", "d1", 3, 1000, merge(2));

    @Test
    void brings_harness_application_and_shared_files_to_each_node_once() {
        JobSpec job = new JobRecipe(withShared(), facts, POOL.id(), new TaskHarness("cafe")).job();

        assertThat(job.preparation())
                .containsExactly(
                        new OneBlob(ContainerRole.SYSTEM, "harness/cafe/prepare.sh", "_dropbatch/prepare.sh"),
                        new OneBlob(ContainerRole.SYSTEM, "harness/cafe/task.sh", "_dropbatch/task.sh"),
                        new Folder(ContainerRole.APPLICATIONS, "app/1.2/", "app"),
                        new OneBlob(ContainerRole.INBOX, "sum/d1/curves/a b.json", "shared/curves/a b.json"),
                        new OneBlob(ContainerRole.INBOX, "sum/d1/rows.csv", "shared/rows.csv"));
        assertThat(job.preparationEnvironment())
                .containsExactly(Map.entry("DROPBATCH_SHARED_SUMS", HASH + "  curves/a b.json"));
    }

    @Test
    void tells_the_harness_about_the_workload() {
        JobSpec job = new JobRecipe(plain, facts, POOL.id(), new TaskHarness("cafe")).job();

        assertThat(job.environment())
                .containsEntry("DROPBATCH_SUBMISSION", facts.submission().value())
                .containsEntry("DROPBATCH_WORKLOAD", "sum")
                .containsEntry("DROPBATCH_ATTEMPT", "1")
                .containsEntry("DROPBATCH_APP", "app/1.2")
                .containsEntry("DROPBATCH_REQUIRES", "java awk")
                .containsEntry("DROPBATCH_TIMEOUT", "1200")
                .containsEntry("DROPBATCH_COMMAND", ExampleJobs.COMMAND)
                .containsEntry("DROPBATCH_OUTPUTS", "out.txt\ncharts/**/*.png")
                .containsEntry("DROPBATCH_MERGE_COMMAND", "cat \"$INPUTS\"/*/*.txt > all.txt")
                .containsEntry("DROPBATCH_MERGE_OUTPUTS", "all.txt")
                .containsEntry("PARAM_RATE", "0.5")
                .containsEntry("DROPBATCH_ENVIRONMENT", "SEED")
                .containsEntry("DROPBATCH_ENV_SEED", "42")
                .doesNotContainKey("SEED");
        assertThat(job.pool()).isEqualTo(POOL.id());
        assertThat(job.priority()).isEqualTo(5);
        assertThat(job.wallClock()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void writes_braces_out_for_the_harness() {
        Merge merge = new Merge("x", List.of(new Glob("all.{csv,json}"), new Glob("p{1..2}/*")), 2, null);

        JobSpec job = new JobRecipe(plan("sum", "d1", 3, 1000, merge), facts, POOL.id(), new TaskHarness("cafe")).job();

        assertThat(job.environment()).containsEntry("DROPBATCH_MERGE_OUTPUTS", "all.csv\nall.json\np1/*\np2/*");
    }

    @Test
    void gives_a_map_task_its_own_inputs_under_their_own_names() {
        PlannedInput hostile = new PlannedInput("dir/a b';$(touch x).csv", 5, "0x2", HASH);
        PlannedInput unhashed = new PlannedInput("-rf", 5, "0x2", null);
        PlannedTask planned = new PlannedTask(2, List.of(hostile, unhashed), null, Map.of("name", "v"));

        TaskSpec task = new MapRecipe(plain, facts, Duration.ofMinutes(15)).task(planned);

        assertThat(task.id()).isEqualTo(TaskId.of(0, 2));
        assertThat(task.files())
                .containsExactly(
                        new OneBlob(
                                ContainerRole.INBOX,
                                "sum/d1/dir/a b';$(touch x).csv",
                                "_dropbatch/in/dir/a b';$(touch x).csv"),
                        new OneBlob(ContainerRole.INBOX, "sum/d1/-rf", "_dropbatch/in/-rf"));
        assertThat(task.environment())
                .containsEntry("DROPBATCH_LEVEL", "0")
                .containsEntry("TASK_INDEX", "2")
                .containsEntry("TASK_COUNT", "3")
                .containsEntry("DROPBATCH_INPUTS", HASH + " dir/a b';$(touch x).csv\n- -rf")
                .containsEntry("PARAM_NAME", "v")
                .doesNotContainKey("DROPBATCH_ROWS");
        assertThat(task.uploads()).isEqualTo("sum/" + facts.submission() + "/1/0-000002");
        assertThat(task.retries()).isEqualTo(2);
        assertThat(task.timeLimit()).isEqualTo(Duration.ofMinutes(35));
    }

    @Test
    void gives_a_map_task_of_many_inputs_what_their_names_have_in_common_too() {
        PlannedInput one = new PlannedInput("s1_1.dcm", 5, "0x2", null);
        PlannedInput other = new PlannedInput("s1_2.dcm", 5, "0x2", null);
        PlannedInput alone = new PlannedInput("alone", 5, "0x2", null);
        PlannedTask planned =
                new PlannedTask(1, List.of(one, other, alone), null, Map.of()).withPrefixes(List.of("s1_"));

        TaskSpec task = new MapRecipe(plain, facts, Duration.ZERO).task(planned);

        assertThat(task.files()).hasSize(3);
        assertThat(task.fewer())
                .containsExactly(
                        new Folder(ContainerRole.INBOX, "sum/d1/s1_", "_dropbatch/drop"),
                        new OneBlob(ContainerRole.INBOX, "sum/d1/alone", "_dropbatch/in/alone"));
        assertThat(task.environment())
                .containsEntry("DROPBATCH_DROP", "sum/d1/")
                .containsEntry("DROPBATCH_INPUTS", "- s1_1.dcm\n- s1_2.dcm\n- alone");
    }

    @Test
    void gives_a_row_task_its_byte_range() {
        PlannedTask planned = new PlannedTask(1, List.of(), new RowSlice(120, 300, 25), Map.of());

        TaskSpec task = new MapRecipe(withShared(), facts, Duration.ZERO).task(planned);

        assertThat(task.environment()).containsEntry("DROPBATCH_ROWS", "17 120 300 rows.csv");
        assertThat(task.files()).isEmpty();
    }

    @Test
    void tells_a_task_its_place_in_the_trace_of_the_drop() {
        PlannedTask planned = new PlannedTask(2, List.of(), null, Map.of());

        TaskSpec task = new MapRecipe(plain, facts, Duration.ZERO).task(planned);

        String place = "00-" + TraceParent.traceOf(facts.submission()) + "-"
                + TraceParent.task(facts.job(), TaskId.of(0, 2)).span();
        assertThat(task.inTraceOf(facts.job(), true).environment()).containsEntry("TRACEPARENT", place + "-01");
        assertThat(task.inTraceOf(facts.job(), false).environment())
                .containsEntry("TRACEPARENT", place + "-00")
                .doesNotContainKey("TRACESTATE");
    }

    @Test
    void gives_a_merge_task_a_list_of_exactly_the_verified_outputs() {
        VerifiedTask one = verified(1, new VerifiedOutput("out.txt", 3, HASH, ""));
        VerifiedTask none = verified(2);
        MergeRecipe recipe = new MergeRecipe(plain, facts, 1, Duration.ofMinutes(15));

        TaskSpec task = recipe.task(1, List.of(one, none));

        assertThat(task.id()).isEqualTo(TaskId.of(1, 1));
        assertThat(task.files())
                .containsExactly(
                        new OneBlob(ContainerRole.SYSTEM, recipe.listPath(1), "_dropbatch/merge.list"),
                        new Folder(
                                ContainerRole.OUTPUTS,
                                one.base() + "out/",
                                "_dropbatch/in",
                                Optional.of(new OneBlob(
                                        ContainerRole.OUTPUTS,
                                        one.base() + "out/out.txt",
                                        "_dropbatch/in/0-000001/out.txt"))));
        assertThat(task.environment()).containsEntry("DROPBATCH_LEVEL", "1").containsEntry("TASK_COUNT", "2");
        assertThat(recipe.list(List.of(one, none)))
                .isEqualTo(HASH + " " + one.base() + "out/out.txt\t0-000001/out.txt\n");
    }

    @Test
    void asks_for_the_whole_folder_of_a_task_with_several_outputs() {
        VerifiedTask two = verified(1, new VerifiedOutput("a", 3, HASH, ""), new VerifiedOutput("b", 3, HASH, ""));

        TaskSpec task = new MergeRecipe(plain, facts, 1, Duration.ofMinutes(15)).task(1, List.of(two));

        assertThat(task.files()).contains(new Folder(ContainerRole.OUTPUTS, two.base() + "out/", "_dropbatch/in"));
    }

    @Test
    void offers_prefixes_for_a_merge_of_many_tasks() {
        JobFacts many = new JobFacts(
                facts.job(), facts.workload(), facts.tenant(), facts.drop(), 5, NOON, List.of(20_000, 100, 1));
        List<VerifiedTask> group = IntStream.rangeClosed(1, 200)
                .mapToObj(index -> verified(index, new VerifiedOutput("out.txt", 3, HASH, "")))
                .toList();
        MergeRecipe recipe = new MergeRecipe(plain, many, 1, Duration.ZERO);
        String attempt = "sum/" + facts.submission() + "/1/";

        assertThat(recipe.task(1, group).fewer())
                .containsExactly(
                        new OneBlob(ContainerRole.SYSTEM, recipe.listPath(1), "_dropbatch/merge.list"),
                        new Folder(ContainerRole.OUTPUTS, attempt + "0-0000", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, attempt + "0-0001", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, attempt + "0-000200/", "_dropbatch/in"));
        assertThat(recipe.task(1, group.subList(0, 36)).fewer()).isEmpty();
    }

    @Test
    void offers_prefixes_for_a_merge_of_tasks_that_several_attempts_have_run() {
        JobFacts many = new JobFacts(
                facts.job(), facts.workload(), facts.tenant(), facts.drop(), 5, NOON, List.of(20_000, 100, 1));
        List<VerifiedTask> group = IntStream.rangeClosed(1, 200)
                .mapToObj(index ->
                        verified(index == 7 || index == 12 ? 2 : 1, index, new VerifiedOutput("a", 3, HASH, "")))
                .toList();
        MergeRecipe recipe = new MergeRecipe(plain, many, 1, Duration.ZERO);
        String submission = "sum/" + facts.submission();

        assertThat(recipe.task(1, group).fewer())
                .containsExactly(
                        new OneBlob(ContainerRole.SYSTEM, recipe.listPath(1), "_dropbatch/merge.list"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/1/0-0000", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/1/0-0001", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/1/0-000200/", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/2/0-000007/", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/2/0-000008/", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/2/0-000009/", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/2/0-000010/", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/2/0-000011/", "_dropbatch/in"),
                        new Folder(ContainerRole.OUTPUTS, submission + "/2/0-000012/", "_dropbatch/in"));
    }

    @Test
    void offers_prefixes_for_many_shared_files_and_a_list_of_them() {
        List<PlannedInput> shared = IntStream.range(0, 200)
                .mapToObj(index -> new PlannedInput("curves/" + index + ".json", 9, "0x3", HASH))
                .toList();
        List<PlannedInput> alone = List.of(new PlannedInput("alone.json", 9, "0x3", null));
        Plan plan = shared(Stream.concat(shared.stream(), alone.stream()).toList(), List.of("curves/"));

        JobSpec job = new JobRecipe(plan, facts, POOL.id(), new TaskHarness("cafe")).job();

        FileSource list = new OneBlob(
                ContainerRole.SYSTEM, "plans/" + plain.submission() + "/shared.list", "_dropbatch/shared.list");
        assertThat(job.preparation()).hasSize(3 + 1 + 202).contains(list);
        assertThat(job.fewer())
                .hasSize(3 + 1 + 1 + 2)
                .contains(
                        list,
                        new Folder(ContainerRole.INBOX, "sum/d1/curves/", "_dropbatch/drop"),
                        new OneBlob(ContainerRole.INBOX, "sum/d1/alone.json", "shared/alone.json"),
                        new OneBlob(ContainerRole.INBOX, "sum/d1/rows.csv", "shared/rows.csv"));
        assertThat(job.preparationEnvironment()).containsExactly(Map.entry("DROPBATCH_DROP", "sum/d1/"));
    }

    private VerifiedTask verified(int index, VerifiedOutput... outputs) {
        return verified(1, index, outputs);
    }

    private VerifiedTask verified(int attempt, int index, VerifiedOutput... outputs) {
        TaskId id = TaskId.of(0, index);
        String base = "sum/" + facts.submission() + "/" + attempt + "/" + id + "/run-" + index + "/";
        return new VerifiedTask(id, "run-" + index, base, List.of(outputs));
    }

    private Plan withShared() {
        return shared(List.of(new PlannedInput("curves/a b.json", 9, "0x3", HASH)), List.of());
    }

    private Plan shared(List<PlannedInput> shared, List<String> prefixes) {
        return new Plan(
                plain.submission(),
                plain.workload(),
                plain.trigger(),
                shared,
                new RowFile(new PlannedInput("rows.csv", 900, "0x4", null), 17),
                plain.parameters(),
                plain.levels(),
                1000,
                2,
                909,
                List.of(),
                IgnoredFiles.NONE,
                new PlanExtent(ExampleJobs.task(1), prefixes));
    }
}
