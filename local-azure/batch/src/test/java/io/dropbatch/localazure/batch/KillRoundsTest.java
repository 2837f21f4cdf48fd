package io.dropbatch.localazure.batch;

import static io.dropbatch.localazure.batch.LocalAccount.aPool;
import static io.dropbatch.localazure.batch.LocalAccount.aTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.protocol.models.AllocationState;
import com.microsoft.azure.batch.protocol.models.AutoPoolSpecification;
import com.microsoft.azure.batch.protocol.models.CloudJob;
import com.microsoft.azure.batch.protocol.models.CloudJobSchedule;
import com.microsoft.azure.batch.protocol.models.CloudPool;
import com.microsoft.azure.batch.protocol.models.CloudTask;
import com.microsoft.azure.batch.protocol.models.ComputeNode;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocateOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeDeallocationOption;
import com.microsoft.azure.batch.protocol.models.ComputeNodeState;
import com.microsoft.azure.batch.protocol.models.DependencyAction;
import com.microsoft.azure.batch.protocol.models.ExitCodeMapping;
import com.microsoft.azure.batch.protocol.models.ExitConditions;
import com.microsoft.azure.batch.protocol.models.ExitOptions;
import com.microsoft.azure.batch.protocol.models.JobAddParameter;
import com.microsoft.azure.batch.protocol.models.JobManagerTask;
import com.microsoft.azure.batch.protocol.models.JobPreparationTask;
import com.microsoft.azure.batch.protocol.models.JobReleaseTask;
import com.microsoft.azure.batch.protocol.models.JobSpecification;
import com.microsoft.azure.batch.protocol.models.JobState;
import com.microsoft.azure.batch.protocol.models.MultiInstanceSettings;
import com.microsoft.azure.batch.protocol.models.NodeRemoveParameter;
import com.microsoft.azure.batch.protocol.models.PoolInformation;
import com.microsoft.azure.batch.protocol.models.PoolLifetimeOption;
import com.microsoft.azure.batch.protocol.models.PoolSpecification;
import com.microsoft.azure.batch.protocol.models.Schedule;
import com.microsoft.azure.batch.protocol.models.StartTask;
import com.microsoft.azure.batch.protocol.models.TaskAddParameter;
import com.microsoft.azure.batch.protocol.models.TaskDependencies;
import com.microsoft.azure.batch.protocol.models.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.joda.time.Period;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that an account can be in the middle of goes on after SIGKILL, round after round. */
class KillRoundsTest {

    private static final int PAIRS = 12;
    private static final int GANGS = 6;
    private static final int LIVES = 3;

    private final Instant since = Instant.now();

    @TempDir
    Path folder;

    private Path data;
    private Path notes;
    private Path gate;
    private String removed;
    private String stays;

    @BeforeEach
    void prepare() throws Exception {
        data = folder.resolve("data");
        notes = Files.createDirectory(folder.resolve("notes"));
        gate = folder.resolve("gate");
    }

    @Test
    void everything_goes_on_where_it_was_and_nothing_happens_twice() throws Exception {
        List<CloudTask> before = List.of();
        for (int life = 0; life < LIVES; life++) {
            Process server = KillableServer.startFast(data, since);
            try {
                before = live(KillableServer.client(server), life, before);
            } finally {
                server.destroyForcibly().waitFor();
            }
        }
        Files.createFile(gate);

        try (LocalAccount account = new LocalAccount(data, options -> KillableServer.fast(options, since))) {
            unchanged(account.client, before);
            everyTaskEnds(account);
            nodesAreAsTheyWereToBecome(account.client);
            scheduleHasLostNothing(account.client);
            jobIsReleased(account);
            interruptedIsDone(account);
            ownPoolsAreGone(account.client);
            nothingIsLeft(account.client);
        }
    }

    /** Works for a while; returns what has ended. */
    private List<CloudTask> live(BatchClient client, int life, List<CloudTask> before) throws Exception {
        unchanged(client, before);
        if (life == 0) {
            begin(client);
        }
        own(client, life);
        int enough = (life + 1) * 2 * PAIRS / 6;
        Await.until(
                "some tasks are done in life " + life,
                () -> client.jobOperations().getTaskCounts("deps").completed() >= enough
                        && jobsOfSchedule(client).size() > life);
        if (life == LIVES - 1) {
            beginWhatIsInterrupted(client);
        }
        return completed(client);
    }

    /** A pool is growing and a job is being released when the server is killed. */
    private void beginWhatIsInterrupted(BatchClient client) throws Exception {
        Await.until(
                "a multi-instance task runs",
                () -> client.taskOperations().getTask("gangs", "gang-held").state() == TaskState.RUNNING);
        client.jobOperations()
                .createJob(new JobAddParameter()
                        .withId("ends")
                        .withPoolInfo(new PoolInformation().withPoolId("p"))
                        .withJobPreparationTask(new JobPreparationTask().withCommandLine("true"))
                        .withJobReleaseTask(new JobReleaseTask()
                                .withCommandLine("/bin/sh -c 'printf x >> " + notes + "/released; until test -e " + gate
                                        + "; do sleep 0.05; done'")));
        client.taskOperations().createTask("ends", aTask("t", "true"));
        Await.until(
                "the job has done something",
                () -> client.taskOperations().getTask("ends", "t").state() == TaskState.COMPLETED);
        client.jobOperations().terminateJob("ends", "enough");
        Await.until("the job is being released", () -> Files.exists(notes.resolve("released")));
        client.poolOperations().createPool(aPool("grows").withTargetDedicatedNodes(3));
    }

    private void begin(BatchClient client) throws Exception {
        client.poolOperations()
                .createPool(aPool("p")
                        .withTargetDedicatedNodes(2)
                        .withTaskSlotsPerNode(2)
                        .withStartTask(
                                new StartTask().withCommandLine(note("start")).withWaitForSuccess(true)));
        client.poolOperations()
                .createPool(aPool("g").withTargetDedicatedNodes(3).withEnableInterNodeCommunication(true));
        client.poolOperations()
                .createPool(aPool("scaled")
                        .withEnableAutoScale(true)
                        .withAutoScaleFormula("$TargetDedicatedNodes = 2;")
                        .withAutoScaleEvaluationInterval(Period.minutes(5)));
        client.poolOperations().createPool(aPool("leaves").withTargetDedicatedNodes(2));
        client.poolOperations().createPool(aPool("sleeps").withTargetDedicatedNodes(1));
        client.jobOperations()
                .createJob(new JobAddParameter()
                        .withId("deps")
                        .withPoolInfo(new PoolInformation().withPoolId("p"))
                        .withUsesTaskDependencies(true)
                        .withJobPreparationTask(new JobPreparationTask()
                                .withCommandLine(note("preparation"))
                                .withRerunOnNodeRebootAfterSuccess(false))
                        .withJobReleaseTask(new JobReleaseTask().withCommandLine(note("release"))));
        client.jobOperations().createJob("gangs", new PoolInformation().withPoolId("g"));
        client.protocolLayer().tasks().addCollection("deps", pairs());
        client.protocolLayer().tasks().addCollection("gangs", gangs());
        client.jobScheduleOperations()
                .createJobSchedule(
                        "tick",
                        new Schedule().withRecurrenceInterval(Period.minutes(1)),
                        new JobSpecification()
                                .withPoolInfo(new PoolInformation().withPoolId("p"))
                                .withJobManagerTask(manager()));
        takeAwayNodes(client);
    }

    /** Both nodes are still at work when the server is killed. */
    private void takeAwayNodes(BatchClient client) throws Exception {
        for (String pool : List.of("leaves", "sleeps")) {
            client.jobOperations().createJob(pool, new PoolInformation().withPoolId(pool));
            client.taskOperations()
                    .createTask(pool, aTask("t", "/bin/sh -c 'until test -e " + gate + "; do sleep 0.05; done'"));
            Await.until(
                    "the task in " + pool + " runs",
                    () -> client.taskOperations().getTask(pool, "t").state() == TaskState.RUNNING);
        }
        steady(client, "leaves");
        removed = client.taskOperations().getTask("leaves", "t").nodeInfo().nodeId();
        stays = nodes(client, "leaves").stream()
                .map(ComputeNode::id)
                .filter(id -> !id.equals(removed))
                .findFirst()
                .orElseThrow();
        client.protocolLayer()
                .pools()
                .removeNodes(
                        "leaves",
                        new NodeRemoveParameter()
                                .withNodeList(List.of(removed))
                                .withResizeTimeout(Period.hours(5))
                                .withNodeDeallocationOption(ComputeNodeDeallocationOption.TASK_COMPLETION));
        client.protocolLayer()
                .computeNodes()
                .deallocate(
                        "sleeps",
                        nodes(client, "sleeps").getFirst().id(),
                        ComputeNodeDeallocateOption.TASK_COMPLETION,
                        null);
    }

    /** A job with a pool of its own, which is there as long as the job. */
    private void own(BatchClient client, int life) throws Exception {
        PoolSpecification pool = new PoolSpecification()
                .withVmSize("standard_d2s_v3")
                .withVirtualMachineConfiguration(aPool("any").virtualMachineConfiguration())
                .withTargetDedicatedNodes(1);
        client.jobOperations()
                .createJob(new JobAddParameter()
                        .withId("own" + life)
                        .withPoolInfo(new PoolInformation()
                                .withAutoPoolSpecification(new AutoPoolSpecification()
                                        .withAutoPoolIdPrefix("own")
                                        .withPoolLifetimeOption(PoolLifetimeOption.JOB)
                                        .withPool(pool)))
                        .withJobManagerTask(manager()));
    }

    private JobManagerTask manager() {
        return new JobManagerTask()
                .withId("manager")
                .withCommandLine(note("manager"))
                .withKillJobOnCompletion(true);
    }

    /** Every other parent fails in a way that does not hold its child up, or does. */
    private List<TaskAddParameter> pairs() {
        List<TaskAddParameter> tasks = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            ExitOptions satisfies = new ExitOptions().withDependencyAction(DependencyAction.SATISFY);
            tasks.add(aTask("parent" + i, exclusive("parent" + i, i % 3 == 2 ? 4 : i % 3 == 1 ? 3 : 0))
                    .withExitConditions(new ExitConditions()
                            .withExitCodes(
                                    List.of(new ExitCodeMapping().withCode(3).withExitOptions(satisfies)))));
            tasks.add(aTask("child" + i, exclusive("child" + i, 0))
                    .withDependsOn(new TaskDependencies().withTaskIds(List.of("parent" + i))));
        }
        return tasks;
    }

    private List<TaskAddParameter> gangs() {
        List<TaskAddParameter> tasks = new ArrayList<>();
        for (int i = 0; i < GANGS; i++) {
            tasks.add(aTask("gang" + i, exclusive("gang" + i, 0))
                    .withMultiInstanceSettings(new MultiInstanceSettings()
                            .withNumberOfInstances(2 + i % 2)
                            .withCoordinationCommandLine("/bin/sh -c 'sleep 984 & exit 0'")));
        }
        tasks.add(aTask("gang-held", exclusive("gang-held", "until test -e " + gate + "; do sleep 0.05; done"))
                .withMultiInstanceSettings(
                        new MultiInstanceSettings().withNumberOfInstances(2).withCoordinationCommandLine("true")));
        return tasks;
    }

    /** Notes its start and holds a lock while it runs; another run of it at the same time would fail with 77. */
    private String exclusive(String name, String work) {
        Path note = notes.resolve(name);
        return "/bin/sh -c 'printf x >> " + note + "; exec flock -n -E 77 " + note + " sh -c \"" + work + "\"'";
    }

    private String exclusive(String name, int exitCode) {
        return exclusive(name, "sleep 0.1; exit " + exitCode);
    }

    private String note(String kind) {
        return "/bin/sh -c 'printf x >> " + notes + "/" + kind + "-$AZ_BATCH_JOB_ID-$AZ_BATCH_NODE_ID; sleep 0.1'";
    }

    /** What had ended before the kill is as it was. */
    private static void unchanged(BatchClient client, List<CloudTask> before) throws Exception {
        for (CloudTask task : before) {
            CloudTask now = client.taskOperations().getTask(task.id().startsWith("gang") ? "gangs" : "deps", task.id());
            assertThat(now.state()).isEqualTo(TaskState.COMPLETED);
            assertThat(now.stateTransitionTime()).isEqualTo(task.stateTransitionTime());
            assertThat(now.executionInfo().exitCode())
                    .isEqualTo(task.executionInfo().exitCode());
            assertThat(now.executionInfo().requeueCount())
                    .isEqualTo(task.executionInfo().requeueCount());
        }
    }

    private static List<CloudTask> completed(BatchClient client) throws Exception {
        return Stream.concat(
                        client.taskOperations().listTasks("deps").stream(),
                        client.taskOperations().listTasks("gangs").stream())
                .filter(task -> task.state() == TaskState.COMPLETED)
                .toList();
    }

    private void everyTaskEnds(LocalAccount account) throws Exception {
        for (int i = 0; i < PAIRS; i++) {
            endsOnce(account.completed("deps", "parent" + i), i % 3 == 2 ? 4 : i % 3 == 1 ? 3 : 0);
            if (i % 3 != 2) {
                endsOnce(account.completed("deps", "child" + i), 0);
            }
        }
        for (int i = 0; i < GANGS; i++) {
            endsOnce(account.completed("gangs", "gang" + i), 0);
        }
        endsOnce(account.completed("gangs", "gang-held"), 0);
        assertThat(account.task("gangs", "gang-held").executionInfo().requeueCount())
                .isPositive();
        for (int i = 2; i < PAIRS; i += 3) {
            assertThat(account.task("deps", "child" + i).state()).isEqualTo(TaskState.ACTIVE);
            assertThat(notes.resolve("child" + i)).doesNotExist();
        }
    }

    private void endsOnce(CloudTask task, int exitCode) throws Exception {
        assertThat(task.executionInfo().exitCode()).as(task.id()).isEqualTo(exitCode);
        assertThat(Files.size(notes.resolve(task.id())))
                .as("starts of %s", task.id())
                .isBetween(1L, 1L + task.executionInfo().requeueCount());
        assertThat(task.executionInfo().requeueCount()).isLessThanOrEqualTo(LIVES);
    }

    private void nodesAreAsTheyWereToBecome(BatchClient client) throws Exception {
        steady(client, "leaves");
        assertThat(nodes(client, "leaves")).extracting(ComputeNode::id).containsExactly(stays);
        Await.until(
                "the task has ended on the node that stayed",
                () -> client.taskOperations().getTask("leaves", "t").state() == TaskState.COMPLETED);
        assertThat(client.taskOperations().getTask("leaves", "t").nodeInfo().nodeId())
                .isEqualTo(stays);
        Await.until(
                "the node sleeps", () -> nodes(client, "sleeps").getFirst().state() == ComputeNodeState.DEALLOCATED);
        assertThat(client.taskOperations().getTask("sleeps", "t").state()).isEqualTo(TaskState.ACTIVE);
        steady(client, "scaled");
        assertThat(nodes(client, "scaled")).hasSize(2);
        for (String pool : List.of("p", "g")) {
            Await.until(
                    "the nodes of " + pool + " have nothing to do",
                    () -> nodes(client, pool).stream()
                            .allMatch(node -> node.state() == ComputeNodeState.IDLE || pool.equals("p")));
        }
        assertThat(nodes(client, "p")).hasSize(2);
        assertThat(nodes(client, "g")).hasSize(3);
    }

    /** One job in a minute, numbered without a gap, one after the other, and the next at its time. */
    private static void scheduleHasLostNothing(BatchClient client) throws Exception {
        CloudJobSchedule schedule = client.jobScheduleOperations().getJobSchedule("tick");
        long first = schedule.creationTime().getMillis();
        long minute = Duration.ofMinutes(1).toMillis();
        assertThat((schedule.executionInfo().nextRunTime().getMillis() - first) % minute)
                .isZero();
        client.jobScheduleOperations().disableJobSchedule("tick");
        TreeMap<Integer, CloudJob> jobs = new TreeMap<>();
        for (CloudJob job : jobsOfSchedule(client)) {
            jobs.put(Integer.valueOf(job.id().replace("tick:job-", "")), job);
        }
        assertThat(jobs.size()).isGreaterThanOrEqualTo(LIVES);
        assertThat(jobs.lastKey()).isEqualTo(jobs.size());
        Set<Long> minutes = new HashSet<>();
        CloudJob former = null;
        for (CloudJob job : jobs.values()) {
            assertThat(minutes.add((job.creationTime().getMillis() - first) / minute))
                    .as("%s is alone in its minute", job.id())
                    .isTrue();
            if (former != null) {
                assertThat(former.executionInfo().endTime().getMillis())
                        .isLessThanOrEqualTo(job.creationTime().getMillis());
            }
            former = job;
        }
        client.jobScheduleOperations().deleteJobSchedule("tick");
        Await.until(
                "the schedule is gone", () -> !client.jobScheduleOperations().existsJobSchedule("tick"));
    }

    private void jobIsReleased(LocalAccount account) throws Exception {
        assertThat(account.client.jobOperations().getJob("deps").state()).isEqualTo(JobState.ACTIVE);
        account.client.jobOperations().terminateJob("deps", "done");
        account.completed("deps");
        Set<String> prepared = notesOf("preparation-deps-");
        assertThat(prepared).isNotEmpty();
        assertThat(notesOf("release-deps-")).isEqualTo(prepared);
        assertThat(notesOf("start--"))
                .containsAll(
                        nodes(account.client, "p").stream().map(ComputeNode::id).toList());
        for (String node : prepared) {
            assertThat(Files.size(notes.resolve("release-deps-" + node))).isEqualTo(1);
        }
    }

    private void interruptedIsDone(LocalAccount account) throws Exception {
        CloudJob job = account.completed("ends");
        assertThat(job.executionInfo().terminateReason()).isEqualTo("enough");
        assertThat(Files.size(notes.resolve("released"))).isEqualTo(2);
        steady(account.client, "grows");
        assertThat(nodes(account.client, "grows")).hasSize(3);
    }

    private static void ownPoolsAreGone(BatchClient client) throws Exception {
        for (int life = 0; life < LIVES; life++) {
            String job = "own" + life;
            Await.until(
                    job + " is completed",
                    () -> client.jobOperations().getJob(job).state() == JobState.COMPLETED);
            assertThat(client.taskOperations()
                            .getTask(job, "manager")
                            .executionInfo()
                            .exitCode())
                    .isZero();
        }
        Await.until(
                "no pool is left but those of the user",
                () -> client.poolOperations().listPools().stream()
                        .map(CloudPool::id)
                        .noneMatch(id -> id.startsWith("own")));
    }

    private void nothingIsLeft(BatchClient client) throws Exception {
        assertThat(Leftover.processesIn(data.toRealPath())).isEmpty();
        Set<String> known = new TreeSet<>();
        for (CloudPool pool : client.poolOperations().listPools()) {
            nodes(client, pool.id()).forEach(node -> known.add(pool.id() + "/" + node.id()));
        }
        Await.until("no folder of a node that is gone is left", () -> known.containsAll(folders()));
    }

    private Set<String> folders() throws IOException {
        Set<String> folders = new TreeSet<>();
        for (Path pool : children(data.resolve("nodes"))) {
            if (!pool.endsWith(".trash")) {
                children(pool).forEach(node -> folders.add(pool.getFileName() + "/" + node.getFileName()));
            }
        }
        return folders;
    }

    private Set<String> notesOf(String kind) throws IOException {
        Set<String> nodes = new TreeSet<>();
        for (Path note : children(notes)) {
            String name = note.getFileName().toString();
            if (name.startsWith(kind)) {
                nodes.add(name.substring(kind.length()));
            }
        }
        return nodes;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    private static List<CloudJob> jobsOfSchedule(BatchClient client) throws Exception {
        return client.jobOperations().listJobs("tick");
    }

    private static List<ComputeNode> nodes(BatchClient client, String pool) throws Exception {
        return client.computeNodeOperations().listComputeNodes(pool);
    }

    private static void steady(BatchClient client, String pool) throws Exception {
        Await.until(
                pool + " is steady",
                () -> client.poolOperations().getPool(pool).allocationState() == AllocationState.STEADY);
    }
}
