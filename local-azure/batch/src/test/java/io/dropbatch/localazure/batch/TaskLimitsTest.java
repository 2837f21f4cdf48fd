package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.BatchErrorException;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.EnvironmentSetting;
import com.microsoft.azure.batch.protocol.models.ErrorCategory;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.MetadataItem;
import com.microsoft.azure.batch.protocol.models.MultiInstanceSettings;
import com.microsoft.azure.batch.protocol.models.NameValuePair;
import com.microsoft.azure.batch.protocol.models.PoolAddParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.TaskConstraints;
import com.microsoft.azure.batch.protocol.models.TaskExecutionResult;
import io.dropbatch.localazure.batch.limits.LimitsUnavailable;
import io.dropbatch.localazure.batch.limits.TaskGroups;
import io.dropbatch.localazure.batch.limits.TaskLimits;
import io.dropbatch.localazure.testtools.ControlGroupCheck;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tasks are held to what their pool allows to a slot, by the real control groups of this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskLimitsTest {

    /** Takes 200 MB, in steps that the kernel counts; any awk does, one that limits the width of a format too. */
    private static final String GREEDY =
            "awk 'BEGIN { s = \"x\"; while (length(s) < 1000000) s = s s;" + " for (i = 0; i < 200; i++) a[i] = s i }'";

    @TempDir
    static Path folder;

    private Optional<String> unavailable = Optional.empty();
    private LocalAccount account;

    @BeforeAll
    void start() {
        unavailable = unavailable();
        account = new LocalAccount(folder.resolve("data"));
    }

    @AfterAll
    void stop() throws Exception {
        List<Path> groups = groups(folder.resolve("data"));
        account.close();
        assertThat(groups.isEmpty()).as("no group was noted").isEqualTo(unavailable.isPresent());
        assertThat(groups).as("groups are where they were noted").noneMatch(Files::exists);
        assertThat(folder.resolve("data/cgroups")).doesNotExist();
    }

    @Test
    void a_task_that_needs_more_memory_than_its_slots_have_fails_alone() throws Exception {
        limitedPool("memory", 3, "localazure.memoryPerSlot", "32m");
        List<Path> before = taskGroups();
        account.job("memory", "memory");
        account.run(
                "memory",
                aTask("neighbour", "/bin/sh -c 'echo started; while ! test -e stop; do sleep 0.05; done'"),
                aTask("greedy", GREEDY).withConstraints(new TaskConstraints().withMaxTaskRetryCount(1)));
        account.started("memory", "neighbour");

        CloudTask greedy = account.completed("memory", "greedy");

        assertThat(greedy.executionInfo().exitCode()).isEqualTo(137);
        assertThat(greedy.executionInfo().result()).isEqualTo(TaskExecutionResult.FAILURE);
        assertThat(greedy.executionInfo().retryCount()).isEqualTo(1);
        assertThat(greedy.executionInfo().failureInfo().category()).isEqualTo(ErrorCategory.USER_ERROR);
        assertThat(greedy.executionInfo().failureInfo().code()).isEqualTo("FailureExitCode");
        Map<String, String> details = details(greedy);
        assertThat(details.get("Message")).contains("32 MiB of memory");
        assertThat(details.get("MemoryLimitBytes")).isEqualTo(Long.toString(32 << 20));
        assertThat(Long.parseLong(details.getOrDefault("MemoryPeakBytes", "33000000")))
                .isBetween(20L << 20, 33L << 20);
        assertThat(account.file("memory", "greedy", "stderr.txt"))
                .endsWith("The kernel ended a process of the task: it needed more than the 32 MiB of memory that the"
                        + " task may use.\n");
        assertThat(get(account, "/metrics")).contains("batch_task_memory_kills_total 2\n");
        assertThat(account.task("memory", "neighbour").executionInfo().exitCode())
                .isNull();
        Files.createFile(wd("memory", "neighbour").resolve("stop"));
        assertThat(account.completed("memory", "neighbour").executionInfo().exitCode())
                .isZero();
        assertThat(taskGroups()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void a_task_with_more_slots_may_use_more() throws Exception {
        limitedPool("slots", 8, "localazure.memoryPerSlot", "32M");
        account.job("slots", "slots");
        account.run("slots", aTask("large", GREEDY).withRequiredSlots(8));

        CloudTask large = account.completed("slots", "large");

        assertThat(large.executionInfo().exitCode()).isZero();
    }

    @Test
    void a_task_gets_no_more_processor_time_than_its_slots_have() throws Exception {
        limitedPool("cpu", 1, "localazure.cpuPerSlot", "0.2");
        account.job("cpu", "cpu");
        // What it used, in user and system ticks of its own and of its children, against the time that went by.
        account.run(
                "cpu",
                aTask(
                        "times",
                        "/bin/bash -c 's=$(date +%s%N); timeout 2 sh -c \"while :; do :; done\";"
                                + " e=$(date +%s%N); read a b c d e1 f g h i j k l m n o cu cs r < /proc/$$/stat;"
                                + " echo $(( (cu + cs) * 1000 / $(getconf CLK_TCK) )) $(( (e - s) / 1000000 ))'"));

        account.completed("cpu", "times");

        String[] millis = account.file("cpu", "times", "stdout.txt").strip().split(" ", -1);
        double share = Double.parseDouble(millis[0]) / Double.parseDouble(millis[1]);
        assertThat(share)
                .as("processor time of %s ms in %s ms", millis[0], millis[1])
                .isBetween(0.0, 0.3);
        assertThat(Long.parseLong(millis[1])).isGreaterThanOrEqualTo(1900);
    }

    @Test
    void every_way_to_start_a_process_leads_through_its_group() throws Exception {
        limitedPool("ways", 1, "localazure.memoryPerSlot", "64m");
        account.job("ways", "ways");
        String look = "/bin/sh -c 'cat /proc/self/cgroup; env'";
        account.run(
                "ways",
                aTask("usual", look).withEnvironmentSettings(settings("PLAIN", "a b")),
                aTask("odd", look)
                        .withEnvironmentSettings(settings("PLAIN", "ä b", "od-d", "1=2", "PWD", "/x", "TERM", "t")));

        account.completed("ways", "usual");
        account.completed("ways", "odd");

        assertThat(account.file("ways", "usual", "stdout.txt"))
                .containsPattern("memory:.*/dropbatch-[0-9a-f]{16}/task-[0-9a-f]{16}\n|0::/.*/task-")
                .contains("PLAIN=a b\n");
        assertThat(account.file("ways", "odd", "stdout.txt"))
                .containsPattern("memory:.*/dropbatch-[0-9a-f]{16}/task-[0-9a-f]{16}\n|0::/.*/task-")
                .contains("PLAIN=ä b\n", "TERM=t\n")
                .contains("AZ_BATCH_TASK_ID=odd\n");
    }

    @Test
    void a_program_that_java_starts_gets_the_same_environment_as_without_limits() throws Exception {
        limitedPool("env", 1, "localazure.memoryPerSlot", "64m");
        account.pool("free", 1, 1);
        account.job("env", "env");
        account.job("freeEnv", "free");
        for (String job : List.of("env", "freeEnv")) {
            account.run(
                    job,
                    aTask("t", "/usr/bin/env")
                            .withEnvironmentSettings(settings("od-d", "1=2", "IFS", "x", "PWD", "/x", "_", "y")));
            account.completed(job, "t");
        }

        assertThat(told(account.file("env", "t", "stdout.txt")))
                .contains("od-d=1=2", "IFS=x", "PWD=/x", "_=y")
                .containsExactlyInAnyOrderElementsOf(told(account.file("freeEnv", "t", "stdout.txt")));
    }

    @Test
    void shells_that_are_kept_stay_outside_and_other_pools_are_not_limited() throws Exception {
        limitedPool("inside", 1, "localazure.memoryPerSlot", "64m");
        account.pool("outside", 1, 1);
        account.job("inside", "inside");
        account.job("outside", "outside");
        for (int i = 0; i < 3; i++) {
            account.run("inside", aTask("t" + i, "true"));
            account.completed("inside", "t" + i);
        }
        account.run("outside", aTask("t", "cat /proc/self/cgroup"));

        account.completed("outside", "t");

        assertThat(account.file("outside", "t", "stdout.txt")).isNotEmpty().doesNotContain("dropbatch-");
    }

    @Test
    void what_a_task_leaves_running_ends_with_it_even_without_a_trace_of_the_task() throws Exception {
        limitedPool("escape", 1, "localazure.memoryPerSlot", "64m");
        account.job("escape", "escape");
        String flight = "setsid env -i sh -c \"echo \\$\\$ > fugitive; exec sleep 983\" &"
                + " while ! test -s fugitive; do sleep 0.02; done; echo started $(cat fugitive)";
        account.run(
                "escape",
                aTask("ends", "/bin/sh -c '" + flight + "'"),
                aTask("ended", "/bin/sh -c '" + flight + "; exec sleep 982'"));
        account.completed("escape", "ends");
        account.started("escape", "ended");

        account.client.taskOperations().terminateTask("escape", "ended");

        account.completed("escape", "ended");

        assertThat(account.task("escape", "ended").executionInfo().failureInfo().code())
                .isEqualTo("TaskEnded");
        for (String task : List.of("ends", "ended")) {
            String said = account.file("escape", task, "stdout.txt");
            long pid = Long.parseLong(said.replace("started ", "").strip());
            Await.until("the fugitive of " + task + " has ended", () -> !alive(pid));
        }
    }

    @Test
    void what_a_preparation_leaves_running_goes_on_for_the_tasks_within_the_limits_of_the_node() throws Exception {
        limitedPool("prepared", 2, "localazure.memoryPerSlot", "48m");
        account.job(new JobAddParameter()
                .withId("prepared")
                .withPoolInfo(new PoolInformation().withPoolId("prepared"))
                .withJobPreparationTask(new JobPreparationTask()
                        .withCommandLine("/bin/sh -c 'sleep 980 & echo $! > pid; cat /proc/self/cgroup > cgroup'")));
        account.run("prepared", aTask("t", "/bin/sh -c 'cat $AZ_BATCH_JOB_PREP_WORKING_DIR/pid'"));

        account.completed("prepared", "t");

        long service =
                Long.parseLong(account.file("prepared", "t", "stdout.txt").strip());
        assertThat(alive(service)).isTrue();
        assertThat(memoryLimitOf(service)).isEqualTo(96 << 20);
    }

    @Test
    void the_instances_of_a_task_and_their_coordination_are_limited_and_leave_nothing() throws Exception {
        requireControlGroups();
        account.client
                .poolOperations()
                .createPool(pool("gang", 1, "localazure.cpuPerSlot", "1", "localazure.memoryPerSlot", "64m")
                        .withEnableInterNodeCommunication(true)
                        .withTargetDedicatedNodes(2));
        account.job("gang", "gang");
        account.run(
                "gang",
                aTask("both", "/bin/sh -c 'cat /proc/self/cgroup; kill -0 $(cat pid)'")
                        .withMultiInstanceSettings(new MultiInstanceSettings()
                                .withNumberOfInstances(2)
                                .withCoordinationCommandLine("/bin/sh -c 'sleep 979 & echo $! > pid'")));

        CloudTask both = account.completed("gang", "both");

        assertThat(both.executionInfo().exitCode()).isZero();
        assertThat(account.file("gang", "both", "stdout.txt")).containsPattern("/dropbatch-[0-9a-f]{16}/task-");
        Await.until(
                "no instance has left its service",
                () -> ProcessHandle.allProcesses()
                        .noneMatch(process ->
                                process.info().commandLine().orElse("").endsWith("sleep 979")));
    }

    @Test
    void limits_that_make_no_sense_are_refused_with_name_value_and_reason() {
        for (String[] wish : new String[][] {
            {"localazure.memoryPerSlot", "much"}, {"localazure.memoryPerSlot", "1k"}, {"localazure.cpuPerSlot", "-1"}
        }) {
            BatchErrorException refusal = catchThrowableOfType(
                    BatchErrorException.class,
                    () -> account.client.poolOperations().createPool(pool("bad", 1, wish)));

            assertThat(refusal.body().code()).isEqualTo("InvalidPropertyValue");
            assertThat(refusal.body().values())
                    .extracting(value -> value.value())
                    .contains(wish);
            assertThat(refusal.body().values())
                    .extracting(value -> value.value())
                    .anyMatch(value -> value.contains("expected, or none"));
        }
    }

    @Test
    void a_server_limits_all_pools_that_do_not_say_otherwise() throws Exception {
        requireControlGroups();
        TaskLimits usual = TaskLimits.NONE.withMemory("32m");
        Path data = folder.resolve("usual");
        try (LocalAccount usually = new LocalAccount(data, options -> options.withTaskLimits(usual))) {
            usually.pool("usual", 1, 1);
            usually.client
                    .poolOperations()
                    .createPool(pool("lifted", 1, "localazure.memoryPerSlot", "none")
                            .withTargetDedicatedNodes(1));
            for (String id : List.of("usual", "lifted")) {
                usually.job(id, id);
                usually.run(id, aTask("greedy", GREEDY));
            }

            assertThat(usually.completed("usual", "greedy").executionInfo().exitCode())
                    .isEqualTo(137);
            assertThat(usually.completed("lifted", "greedy").executionInfo().exitCode())
                    .isZero();
            assertThat(get(usually, "/health")).contains("\"taskLimits\":\"memory by cgroup v");
        }
    }

    @Test
    void groups_that_a_killed_server_left_are_removed_by_the_next_with_all_that_is_in_them() throws Exception {
        requireControlGroups();
        Path data = folder.resolve("killed");
        Process server = KillableServer.start(data);
        List<Path> left;
        try {
            BatchClient client = KillableServer.client(server);
            PoolAddParameter pool =
                    pool("p", 1, "localazure.memoryPerSlot", "64m").withTargetDedicatedNodes(1);
            client.poolOperations().createPool(pool);
            client.jobOperations().createJob("j", new PoolInformation().withPoolId("p"));
            Path pid = folder.resolve("pid");
            client.taskOperations()
                    .createTask(
                            "j",
                            aTask(
                                    "t",
                                    "/bin/sh -c 'test -e " + pid + " || { env -i sh -c \"echo \\$\\$ > " + pid
                                            + "; exec sleep 981\"; }'"));
            Await.until("the task runs", () -> Files.exists(pid) && Files.size(pid) > 1);
        } finally {
            server.destroyForcibly().waitFor();
        }
        left = groups(data);
        assertThat(left).isNotEmpty().allMatch(Files::isDirectory);

        try (LocalAccount next = new LocalAccount(data)) {
            long fugitive =
                    Long.parseLong(Files.readString(folder.resolve("pid")).strip());
            Await.until("what ran in the groups has ended", () -> !alive(fugitive));
            assertThat(next.completed("j", "t").executionInfo().exitCode()).isZero();
        }
        assertThat(left).noneMatch(Files::exists);
    }

    private Path wd(String job, String task) throws Exception {
        String node = account.task(job, task).nodeInfo().nodeId();
        String pool = account.task(job, task).nodeInfo().poolId();
        try (var found = Files.walk(folder.resolve("data/nodes"), 8)) {
            return found.filter(path -> path.endsWith(Path.of(task, "wd"))
                            && path.toString().contains(pool))
                    .filter(path -> path.toString().contains(node))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void limitedPool(String id, int slots, String... metadata) throws Exception {
        requireControlGroups();
        account.client.poolOperations().createPool(pool(id, slots, metadata).withTargetDedicatedNodes(1));
        Await.until(
                "pool " + id + " is steady",
                () -> account.client.poolOperations().getPool(id).allocationState() == AllocationState.STEADY);
    }

    private void requireControlGroups() {
        unavailable.ifPresent(ControlGroupCheck::cannotLimit);
    }

    private static PoolAddParameter pool(String id, int slots, String... metadata) {
        List<MetadataItem> items = new ArrayList<>();
        for (int i = 0; i < metadata.length; i += 2) {
            items.add(new MetadataItem().withName(metadata[i]).withValue(metadata[i + 1]));
        }
        return LocalAccount.aPool(id).withTaskSlotsPerNode(slots).withMetadata(items);
    }

    private static List<EnvironmentSetting> settings(String... pairs) {
        List<EnvironmentSetting> settings = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.add(new EnvironmentSetting().withName(pairs[i]).withValue(pairs[i + 1]));
        }
        return settings;
    }

    /** The variables of a process but those that name its account, pool, job or place. */
    private static List<String> told(String environment) {
        return environment
                .lines()
                .filter(line -> !line.matches("(AZ_BATCH_|HOME=|TMPDIR=).*"))
                .toList();
    }

    /** What the kernel holds a process to, by version 1 or 2. */
    private static long memoryLimitOf(long pid) throws Exception {
        List<String> groups = Files.readAllLines(Path.of("/proc", Long.toString(pid), "cgroup"));
        Path classic = Path.of("/sys/fs/cgroup/memory");
        Path limit = Files.isDirectory(classic)
                ? Path.of(classic + pathIn(groups, ":memory:"), "memory.limit_in_bytes")
                : Path.of("/sys/fs/cgroup" + pathIn(groups, "0::"), "memory.max");
        return Long.parseLong(Files.readString(limit).strip());
    }

    private static String pathIn(List<String> groups, String hierarchy) {
        return groups.stream()
                .filter(line -> line.contains(hierarchy))
                .map(line -> line.substring(line.indexOf(hierarchy) + hierarchy.length()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean alive(long pid) throws Exception {
        Path commandLine = Path.of("/proc", Long.toString(pid), "cmdline");
        return Files.exists(commandLine) && Files.readAllBytes(commandLine).length > 0;
    }

    /** Why tasks cannot be limited here. */
    private static Optional<String> unavailable() {
        try (TaskGroups groups = TaskGroups.of(folder)) {
            groups.require(TaskLimits.NONE.withCpu("1").withMemory("64m"));
            return Optional.empty();
        } catch (LimitsUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<Path> groups(Path data) throws Exception {
        Path note = data.resolve("cgroups");
        return Files.exists(note)
                ? Files.readAllLines(note).stream().map(Path::of).toList()
                : List.of();
    }

    /** The groups of tasks that are there now; that of a task is gone before the task is completed. */
    private List<Path> taskGroups() throws Exception {
        List<Path> found = new ArrayList<>();
        for (Path group : groups(folder.resolve("data"))) {
            try (var inner = Files.list(group)) {
                inner.filter(Files::isDirectory).forEach(found::add);
            }
        }
        return found;
    }

    private static Map<String, String> details(CloudTask task) {
        return task.executionInfo().failureInfo().details().stream()
                .collect(Collectors.toMap(NameValuePair::name, NameValuePair::value));
    }

    private static String get(LocalAccount account, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(account.server.endpoint().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
