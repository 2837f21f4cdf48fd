package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.BatchEngine;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountQuotas;
import io.dropbatch.localazure.batch.engine.account.AccountSettings;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.account.UpdateCondition;
import io.dropbatch.localazure.batch.engine.account.WatchedStore;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.model.job.JobState;
import io.dropbatch.localazure.batch.engine.model.pool.NodeError;
import io.dropbatch.localazure.batch.engine.model.pool.NodeState;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.task.TaskState;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.TaskService;
import io.dropbatch.localazure.batch.engine.task.TaskSubmission;
import io.dropbatch.localazure.batch.engine.time.AccountClock;
import io.dropbatch.localazure.batch.simulation.VirtualNodes;
import io.dropbatch.localazure.batch.store.LogStore;
import io.dropbatch.localazure.batch.store.RecordLog;
import io.dropbatch.localazure.batch.store.RecoveredState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever users do in whatever order, whatever nodes are lost and however often the account crashes: no task is lost,
 * none runs twice at once, each ends, and the counts agree with the lists.
 */
class StateMachineTest {

    private static final int SEEDS = 150;
    private static final int STEPS = 60;
    private static final PoolId POOL = new PoolId("p");
    private static final PoolId GANGS = new PoolId("g");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void random_operations_keep_every_promise(int batch) throws Exception {
        for (int seed = batch * SEEDS; seed < (batch + 1) * SEEDS; seed++) {
            try {
                new World(folder.resolve("s" + seed), seed).live();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with seed " + seed, e);
            }
        }
    }

    private static final String PREPARATION = ",'jobPreparationTask':{'commandLine':'x','environmentSettings':["
            + "{'name':'LOCALAZURE_SIM_EXIT_CODE','value':'0'}]}";

    /** One account, what was done to it, and what that promises. */
    private static final class World {

        private final Path folder;
        private final Random random;
        private final QueuedClock clock = new QueuedClock();
        private final Map<String, Set<String>> model = new TreeMap<>();
        private final Promises promises = new Promises();
        private final KillingStore killer = new KillingStore();
        private final Set<String> inDoubt = new HashSet<>();
        private RecordLog log;
        private BatchEngine engine;
        private Account account;
        private JobService jobs;
        private TaskService tasks;
        private PoolService pools;
        private NodeService machines;
        private final Set<String> ofGangs = new HashSet<>();
        private final Set<String> withDependencies = new HashSet<>();
        private int names;
        private LifetimeUsage lifetime = LifetimeUsage.begin(Instant.EPOCH);

        World(Path folder, int seed) {
            this.folder = folder;
            this.random = new Random(seed);
        }

        void live() throws Exception {
            begin();
            String virtual = "'vmSize':'a_1','metadata':[{'name':'localazure.virtual','value':'true'},"
                    + "{'name':'localazure.duration','value':'exponential(2s)'},"
                    + "{'name':'localazure.exitCode','value':'3'},"
                    + "{'name':'localazure.failureProbability','value':'0.2'}]";
            pools.create(json("{'id':'p','taskSlotsPerNode':3,'targetDedicatedNodes':2,'targetLowPriorityNodes':1,"
                    + "'startTask':{'commandLine':'x','maxTaskRetryCount':-1,'waitForSuccess':true}," + virtual + "}"));
            pools.create(
                    json("{'id':'g','enableInterNodeCommunication':true,'targetDedicatedNodes':3," + virtual + "}"));
            for (int step = 0; step < STEPS; step++) {
                stepUntilKilled();
                check();
            }
            killer.spare();
            comeToRest();
            check();
            log.close();
        }

        private void begin() throws Exception {
            log = RecordLog.open(folder);
            RecoveredState recoveredState = RecoveredState.read(log, folder.resolve("nodes"));
            AccountClock accountClock = new AccountClock(clock);
            accountClock.notBefore(recoveredState.lastTime());
            VirtualNodes nodes = new VirtualNodes(new NoNodes(), clock);
            engine = new BatchEngine(
                    new AccountSettings(
                            folder.resolve("nodes"), Duration.ZERO, new AccountQuotas(100, Integer.MAX_VALUE, 1000)),
                    new WatchedStore(
                            killer.over(new LogStore(log)),
                            recoveredState.pools().values(),
                            recoveredState.jobs().values(),
                            List.of(promises)),
                    promises.watch(nodes, work -> clock.after(Duration.ZERO, work)),
                    accountClock,
                    new FaultInjection());
            account = engine.account();
            nodes.serve(account.pools()::get);
            for (Job job : recoveredState.jobs().values()) {
                job.completions().values().forEach(promises::completed);
            }
            engine.archive().restore(recoveredState.lifetime(), recoveredState.formerPools());
            engine.restore(
                    recoveredState.pools(),
                    recoveredState.jobs(),
                    recoveredState.schedules(),
                    recoveredState.lastKey());
            jobs = engine.jobs();
            tasks = engine.tasks();
            pools = engine.pools();
            machines = engine.nodes();
        }

        /** As if by SIGKILL: nothing is told, nothing is closed in order, no timer goes off. */
        private void crash() throws Exception {
            killer.spare();
            account.close();
            clock.close();
            promises.forgetRuns();
            log.close();
            begin();
        }

        /** What is killed in mid-change may have happened or not, but not in part. */
        private void stepUntilKilled() throws Exception {
            inDoubt.clear();
            try {
                step();
                if (random.nextInt(20) == 0) {
                    // What was promised a moment ago has not even begun.
                    crash();
                }
                clock.pass(Duration.ZERO);
            } catch (KillingStore.Killed killed) {
                crash();
                clock.pass(Duration.ZERO);
                believeWhatIsInDoubt();
            }
        }

        private void believeWhatIsInDoubt() {
            for (String name : inDoubt) {
                String[] words = name.split("/");
                Job job = account.jobs().get(new BatchJobId(words[0]));
                boolean there = job != null && job.state() != JobState.DELETING;
                if (words.length == 1) {
                    if (there) {
                        model.putIfAbsent(words[0], new TreeSet<>());
                    } else {
                        model.remove(words[0]);
                    }
                } else if (there && job.tasks().containsKey(new BatchTaskId(words[1]))) {
                    model.get(words[0]).add(words[1]);
                } else if (model.containsKey(words[0])) {
                    model.get(words[0]).remove(words[1]);
                }
            }
        }

        private void crashInOrder() throws Exception {
            Map<NodeId, String> before = lasting();
            crash();
            assertThat(lasting()).isEqualTo(before);
        }

        /** How users have set the nodes, which a restart does not change. */
        private Map<NodeId, String> lasting() {
            Map<NodeId, String> nodes = new TreeMap<>(java.util.Comparator.comparing(NodeId::value));
            for (Pool pool : account.pools().values()) {
                for (Node node : pool.nodes().values()) {
                    String lasts = switch (node.state()) {
                        case DEALLOCATING, DEALLOCATED -> "deallocated";
                        case UNUSABLE -> "unusable";
                        default -> "";
                    };
                    if (!node.leaving()) {
                        nodes.put(node.id(), lasts + (node.schedulingEnabled() ? "" : " off"));
                    }
                }
            }
            return nodes;
        }

        private void step() throws Exception {
            int dice = random.nextInt(100);
            try {
                if (dice < 10) {
                    addJob();
                } else if (dice < 35) {
                    addTasks();
                } else if (dice < 60) {
                    clock.pass(Duration.ofMillis(random.nextInt(3000)));
                } else if (dice < 75) {
                    changeTask(dice);
                } else if (dice < 88) {
                    changeJob();
                } else if (dice < 97) {
                    changePool();
                } else if (random.nextBoolean()) {
                    crashInOrder();
                } else {
                    killer.killAfter(1 + random.nextInt(12));
                }
            } catch (BatchError refused) {
                assertThat(refused.code().status()).as(refused.toString()).isBetween(400, 499);
            }
        }

        private void addJob() {
            String id = "j" + names++;
            inDoubt.add(id);
            boolean gangs = random.nextInt(3) == 0;
            if (gangs) {
                ofGangs.add(id);
            }
            if (random.nextBoolean()) {
                withDependencies.add(id);
            }
            jobs.create(json("{'id':'" + id + "','poolInfo':{'poolId':'" + (gangs ? "g" : "p")
                    + "'},'usesTaskDependencies':" + withDependencies.contains(id)
                    + (random.nextInt(3) == 0 ? ",'onTaskFailure':'performexitoptionsjobaction'" : "")
                    + (random.nextInt(6) == 0 ? ",'jobReleaseTask':{'commandLine':'x'}" + PREPARATION : "")
                    + ",'priority':" + random.nextInt(3)
                    + ",'maxParallelTasks':" + (random.nextBoolean() ? -1 : 1 + random.nextInt(3))
                    + ",'constraints':{'maxTaskRetryCount':" + random.nextInt(3) + "}"
                    + "}"));
            model.put(id, new TreeSet<>());
        }

        private void addTasks() {
            BatchJobId job = anyJob();
            List<RequestDocument> documents = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                documents.add(aTask(job, "t" + names++));
            }
            for (TaskSubmission.Added added : engine.taskSubmission().addAll(job, documents)) {
                if (added instanceof TaskSubmission.Added.Accepted(Task task)) {
                    model.get(job.value()).add(task.id().value());
                }
            }
        }

        private RequestDocument aTask(BatchJobId job, String id) {
            inDoubt.add(job.value() + "/" + id);
            List<String> known = List.copyOf(model.get(job.value()));
            String more = "";
            if (withDependencies.contains(job.value()) && !known.isEmpty() && random.nextBoolean()) {
                List<String> on =
                        List.of(known.get(random.nextInt(known.size())), known.get(random.nextInt(known.size())));
                promises.depends(job, id, on);
                more = ",'dependsOn':{'taskIds':['" + on.get(0) + "','" + on.get(1) + "']}";
            }
            if (random.nextInt(4) == 0) {
                // What an exit option says about dependencies or the job, the job must allow.
                more += withDependencies.contains(job.value())
                        ? ",'exitConditions':{'default':{'dependencyAction':'satisfy'}}"
                        : "";
            }
            if (ofGangs.contains(job.value()) && random.nextBoolean()) {
                return json("{'id':'" + id + "','commandLine':'x','multiInstanceSettings':{'numberOfInstances':"
                        + (1 + random.nextInt(3)) + ",'coordinationCommandLine':'x'}" + more + "}");
            }
            int slots = ofGangs.contains(job.value()) ? 1 : 1 + random.nextInt(3);
            return json("{'id':'" + id + "','commandLine':'x','requiredSlots':" + slots + more + "}");
        }

        private void changeTask(int dice) {
            BatchJobId job = anyJob();
            List<String> known = List.copyOf(model.get(job.value()));
            if (known.isEmpty()) {
                return;
            }
            BatchTaskId id = new BatchTaskId(known.get(random.nextInt(known.size())));
            inDoubt.add(job.value() + "/" + id.value());
            switch (dice % 3) {
                case 0 -> {
                    tasks.terminate(job, id, UpdateCondition.NONE);
                    promises.ended(job, id.value());
                }
                case 1 -> {
                    // Before it happens, since it may be killed when it has.
                    boolean failed = tasks.get(job, id).status().execution().failure() != null;
                    if (failed) {
                        promises.reactivated(job, id.value());
                    }
                    tasks.reactivate(job, id, UpdateCondition.NONE);
                }
                default -> {
                    tasks.delete(job, id, UpdateCondition.NONE);
                    model.get(job.value()).remove(id.value());
                }
            }
        }

        private void changeJob() {
            BatchJobId job = anyJob();
            inDoubt.add(job.value());
            switch (random.nextInt(6)) {
                case 0 -> {
                    String how = anyOf("requeue", "terminate", "wait");
                    jobs.disable(job, json("{'disableTasks':'" + how + "'}"), UpdateCondition.NONE);
                    if (how.equals("terminate")) {
                        promises.endedRunning(job);
                    }
                }
                case 1, 2 -> jobs.enable(job, UpdateCondition.NONE);
                case 3 -> jobs.patch(job, json("{'priority':" + random.nextInt(5) + "}"), UpdateCondition.NONE);
                case 4 -> jobs.terminate(job, json("{}"), UpdateCondition.NONE);
                default -> {
                    jobs.delete(job, UpdateCondition.NONE);
                    model.remove(job.value());
                }
            }
        }

        private void changePool() {
            PoolId pool = random.nextInt(3) == 0 ? GANGS : POOL;
            List<Node> nodes = List.copyOf(account.pools().get(pool).nodes().values());
            int dice = random.nextInt(12);
            if (dice < 2) {
                pools.resize(pool, json(anySize(pool)), UpdateCondition.NONE);
            } else if (dice == 2) {
                pools.stopResize(pool, UpdateCondition.NONE);
                promises.removedNone();
            } else if (!nodes.isEmpty()) {
                NodeId node = nodes.get(random.nextInt(nodes.size())).id();
                if (dice < 6) {
                    takeAway(pool, node, dice);
                } else {
                    changeOne(pool, node);
                }
            }
        }

        private String anySize(PoolId pool) {
            int dedicated = random.nextInt(5);
            // Azure has no pool of both kinds whose nodes speak to each other.
            int lowPriority = pool.equals(GANGS) && dedicated > 0 ? 0 : random.nextInt(3);
            return "{'targetDedicatedNodes':" + dedicated + ",'targetLowPriorityNodes':" + lowPriority
                    + ",'nodeDeallocationOption':'" + anyOf("requeue", "terminate", "taskcompletion") + "'}";
        }

        private void takeAway(PoolId pool, NodeId node, int dice) {
            if (dice == 3) {
                pools.lose(pool, node);
            } else {
                String option = anyOf("requeue", "terminate", "taskcompletion");
                pools.removeNodes(
                        pool,
                        json("{'nodeList':['" + node + "'],'nodeDeallocationOption':'" + option + "'}"),
                        UpdateCondition.NONE);
            }
            promises.removed(node);
        }

        private void changeOne(PoolId pool, NodeId node) {
            String option = anyOf("requeue", "terminate", "taskcompletion");
            switch (random.nextInt(8)) {
                case 0 -> machines.enableScheduling(pool, node);
                case 1 ->
                    machines.disableScheduling(pool, node, json("{'nodeDisableSchedulingOption':'" + option + "'}"));
                case 2 -> machines.reboot(pool, node, json("{'nodeRebootOption':'" + option + "'}"));
                case 3 -> machines.reimage(pool, node, json("{'nodeReimageOption':'" + option + "'}"));
                case 4 -> machines.deallocate(pool, node, json("{'nodeDeallocateOption':'" + option + "'}"));
                case 5 -> machines.spoil(pool, node, new NodeError("DiskFull", "The disk is full"));
                case 6 -> machines.preempt(pool, node, Duration.ofSeconds(random.nextInt(10)));
                default -> machines.start(pool, node);
            }
        }

        /** Gives every task a place to run and all the time it needs. */
        private void comeToRest() {
            clock.pass(Duration.ofHours(1));
            promises.removedNone();
            repair(POOL, 2);
            repair(GANGS, 3);
            for (Job job : List.copyOf(account.jobs().values())) {
                if (job.state() == JobState.DISABLED) {
                    jobs.enable(job.id(), UpdateCondition.NONE);
                }
            }
            clock.pass(Duration.ofHours(5));
            account.jobs().values().forEach(this::rests);
            assertThat(promises.nothingRuns()).isTrue();
            for (Pool pool : account.pools().values()) {
                assertThat(pool.scaling().state()).isEqualTo(PoolScaling.State.STEADY);
                assertThat(pool.nodes().values()).allSatisfy(node -> {
                    assertThat(node.usedSlots()).isZero();
                    assertThat(node.state()).isEqualTo(NodeState.IDLE);
                });
            }
        }

        private void repair(PoolId id, int nodes) {
            Pool pool = account.pools().get(id);
            assertThat(pool.scaling().state()).isEqualTo(PoolScaling.State.STEADY);
            for (Node node : pool.nodes().values()) {
                if (!node.schedulingEnabled()) {
                    machines.enableScheduling(id, node.id());
                }
                if (node.state() == NodeState.DEALLOCATED) {
                    machines.start(id, node.id());
                }
                if (node.state() == NodeState.UNUSABLE) {
                    machines.reboot(id, node.id(), json("{}"));
                }
            }
            pools.resize(
                    id,
                    json("{'targetDedicatedNodes':" + nodes + ",'targetLowPriorityNodes':0}"),
                    UpdateCondition.NONE);
        }

        private void rests(Job job) {
            assertThat(job.state()).isIn(JobState.ACTIVE, JobState.COMPLETED);
            for (Task task : job.tasks().values()) {
                boolean left = job.state() == JobState.COMPLETED && task.state() == TaskState.ACTIVE;
                boolean blocked = promises.depends(job.id(), task.id().value()) && task.state() == TaskState.ACTIVE;
                boolean unprepared =
                        job.statusOnNodes().stream().anyMatch(onNode -> onNode.phase() == JobOnNode.Phase.FAILED);
                assertThat(left || blocked || unprepared || task.state() == TaskState.COMPLETED)
                        .as("%s/%s is %s", job.id(), task.id(), task.state())
                        .isTrue();
            }
        }

        private void check() {
            checkLifetime();
            Set<String> there = new TreeSet<>();
            for (Job job : account.jobs().values()) {
                if (job.state() != JobState.DELETING) {
                    there.add(job.id().value());
                    check(job);
                }
            }
            assertThat(there).isEqualTo(model.keySet());
            for (Pool pool : account.pools().values()) {
                assertThat(pool.nodes().values())
                        .allSatisfy(node -> assertThat(node.usedSlots()).isBetween(0, pool.slotsPerNode()));
            }
        }

        /** A success is one for ever, and time once used is used, whatever is deleted and wherever it crashes. */
        private void checkLifetime() {
            LifetimeUsage now = engine.usage().lifetime();
            assertThat(now.effort().succeeded())
                    .isGreaterThanOrEqualTo(lifetime.effort().succeeded());
            // The account's time runs a few ticks ahead of a clock that stands still, until the next crash.
            assertThat(now.coreTime().plusMillis(1)).isGreaterThanOrEqualTo(lifetime.coreTime());
            lifetime = now;
        }

        private void check(Job job) {
            Set<String> ids = new TreeSet<>();
            int[] counts = new int[TaskState.values().length];
            int succeeded = 0;
            TaskUsage taskUsage = TaskUsage.NONE;
            for (Task task : job.tasks().values()) {
                ids.add(task.id().value());
                counts[task.state().ordinal()]++;
                taskUsage = taskUsage.plus(task.created(), task.status());
                succeeded += task.state() == TaskState.COMPLETED
                                && task.status().execution().failure() == null
                        ? 1
                        : 0;
                boolean runs = promises.runs(job.id(), task.id().value());
                boolean running = task.state() == TaskState.RUNNING;
                // After the commands of a multi-instance task have ended, their nodes are cleaned up.
                assertThat(runs || (running && task.mayHaveInstances()))
                        .as("%s is %s", task.id(), task.state())
                        .isEqualTo(running);
            }
            assertThat(ids).isEqualTo(model.get(job.id().value()));
            assertThat(job.tally().active()).isEqualTo(counts[TaskState.ACTIVE.ordinal()]);
            assertThat(job.tally().running())
                    .isEqualTo(counts[TaskState.RUNNING.ordinal()] + counts[TaskState.PREPARING.ordinal()]);
            assertThat(job.tally().completed()).isEqualTo(counts[TaskState.COMPLETED.ordinal()]);
            assertThat(job.tally().succeeded()).isEqualTo(succeeded);
            assertThat(job.active()).hasSize(job.tally().active());
            assertThat(job.begun()).hasSize(job.tally().running());
            assertThat(job.effort()).isEqualTo(taskUsage);
            assertThat(job.completions()).hasSize(counts[TaskState.COMPLETED.ordinal()]);
        }

        private BatchJobId anyJob() {
            if (model.isEmpty()) {
                addJob();
            }
            List<String> ids = List.copyOf(model.keySet());
            return new BatchJobId(ids.get(random.nextInt(ids.size())));
        }

        private String anyOf(String... words) {
            return words[random.nextInt(words.length)];
        }

        private static RequestDocument json(String text) {
            return RequestDocument.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }
    }
}
