package io.dropbatch.localazure.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.engine.Account;
import io.dropbatch.localazure.batch.engine.AccountSettings;
import io.dropbatch.localazure.batch.engine.Condition;
import io.dropbatch.localazure.batch.engine.Job;
import io.dropbatch.localazure.batch.engine.Jobs;
import io.dropbatch.localazure.batch.engine.Node;
import io.dropbatch.localazure.batch.engine.Nodes;
import io.dropbatch.localazure.batch.engine.Pools;
import io.dropbatch.localazure.batch.engine.Task;
import io.dropbatch.localazure.batch.engine.Tasks;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.id.TaskId;
import io.dropbatch.localazure.batch.engine.job.JobState;
import io.dropbatch.localazure.batch.engine.pool.NodeState;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.engine.task.Effort;
import io.dropbatch.localazure.batch.engine.task.RunEnd;
import io.dropbatch.localazure.batch.engine.task.TaskState;
import io.dropbatch.localazure.batch.engine.time.Ticker;
import io.dropbatch.localazure.batch.simulation.VirtualNodes;
import io.dropbatch.localazure.batch.store.LogStore;
import io.dropbatch.localazure.batch.store.Memories;
import io.dropbatch.localazure.batch.store.RecordLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever users do in whatever order, whatever nodes are lost and however often the account crashes: no task is lost,
 * none runs twice at once, each ends, and the counts agree with the lists.
 */
class StateMachineTest {

    private static final int SEEDS = 25;
    private static final int STEPS = 60;
    private static final PoolId POOL = new PoolId("p");

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

    /** One account, what was done to it, and what that promises. */
    private static final class World {

        private final Path folder;
        private final Random random;
        private final QueuedClock clock = new QueuedClock();
        private final Map<String, Set<String>> model = new TreeMap<>();
        private final Set<String> open = new HashSet<>();
        private RecordLog log;
        private Account account;
        private Jobs jobs;
        private Tasks tasks;
        private Pools pools;
        private Nodes machines;
        private int names;

        World(Path folder, int seed) {
            this.folder = folder;
            this.random = new Random(seed);
        }

        void live() throws Exception {
            begin();
            pools.create(json("{'id':'p','vmSize':'a_1','taskSlotsPerNode':3,'targetDedicatedNodes':2,'metadata':["
                    + "{'name':'localazure.virtual','value':'true'},"
                    + "{'name':'localazure.duration','value':'exponential(2s)'},"
                    + "{'name':'localazure.failureProbability','value':'0.2'}]}"));
            for (int step = 0; step < STEPS; step++) {
                step();
                clock.pass(Duration.ZERO);
                check();
            }
            comeToRest();
            check();
            log.close();
        }

        private void begin() throws Exception {
            log = RecordLog.open(folder);
            Memories memories = Memories.read(log, folder.resolve("nodes"));
            Ticker ticker = new Ticker(clock);
            ticker.notBefore(memories.lastTime());
            VirtualNodes nodes = new VirtualNodes(new NoNodes(), clock);
            account = new Account(
                    new AccountSettings(folder.resolve("nodes"), Duration.ZERO, 100),
                    new LogStore(log),
                    new Watched(nodes),
                    ticker);
            nodes.serve(account.pools()::get);
            account.restore(memories.pools(), memories.jobs(), memories.schedules(), memories.lastKey());
            jobs = new Jobs(account, 1000);
            tasks = new Tasks(account, jobs, new Faults());
            pools = new Pools(account);
            machines = new Nodes(account, pools);
        }

        /** As if by SIGKILL: nothing is told, nothing is closed in order, no timer goes off. */
        private void crash() throws Exception {
            account.close();
            clock.close();
            open.clear();
            log.close();
            begin();
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
                } else {
                    crash();
                }
            } catch (BatchError refused) {
                assertThat(refused.code().status()).as(refused.toString()).isBetween(400, 499);
            }
        }

        private void addJob() {
            String id = "j" + names++;
            jobs.create(json("{'id':'" + id + "','poolInfo':{'poolId':'p'},'priority':" + random.nextInt(3)
                    + ",'maxParallelTasks':" + (random.nextBoolean() ? -1 : 1 + random.nextInt(3))
                    + ",'constraints':{'maxTaskRetryCount':" + random.nextInt(3) + "}"
                    + (random.nextInt(3) == 0
                            ? ",'jobPreparationTask':{'commandLine':'x','environmentSettings':["
                                    + "{'name':'LOCALAZURE_SIM_EXIT_CODE','value':'0'}]}"
                            : "")
                    + "}"));
            model.put(id, new TreeSet<>());
        }

        private void addTasks() {
            JobId job = anyJob();
            List<Document> documents = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                documents.add(json(
                        "{'id':'t" + names++ + "','commandLine':'x','requiredSlots':" + (1 + random.nextInt(3)) + "}"));
            }
            for (Tasks.Added added : tasks.addAll(job, documents)) {
                if (added instanceof Tasks.Added.Accepted(Task task)) {
                    model.get(job.value()).add(task.id().value());
                }
            }
        }

        private void changeTask(int dice) {
            JobId job = anyJob();
            List<String> known = List.copyOf(model.get(job.value()));
            if (known.isEmpty()) {
                return;
            }
            TaskId id = new TaskId(known.get(random.nextInt(known.size())));
            switch (dice % 3) {
                case 0 -> tasks.terminate(job, id, Condition.NONE);
                case 1 -> tasks.reactivate(job, id, Condition.NONE);
                default -> {
                    tasks.delete(job, id, Condition.NONE);
                    model.get(job.value()).remove(id.value());
                }
            }
        }

        private void changeJob() {
            JobId job = anyJob();
            switch (random.nextInt(6)) {
                case 0 ->
                    jobs.disable(
                            job,
                            json("{'disableTasks':'" + anyOf("requeue", "terminate", "wait") + "'}"),
                            Condition.NONE);
                case 1, 2 -> jobs.enable(job, Condition.NONE);
                case 3 -> jobs.patch(job, json("{'priority':" + random.nextInt(5) + "}"), Condition.NONE);
                case 4 -> jobs.terminate(job, json("{}"), Condition.NONE);
                default -> {
                    jobs.delete(job, Condition.NONE);
                    model.remove(job.value());
                }
            }
        }

        private void changePool() {
            List<Node> nodes = List.copyOf(account.pools().get(POOL).nodes().values());
            switch (random.nextInt(3)) {
                case 0 ->
                    pools.resize(
                            POOL,
                            json("{'targetDedicatedNodes':" + random.nextInt(5) + ",'nodeDeallocationOption':'"
                                    + anyOf("requeue", "terminate", "taskcompletion") + "'}"),
                            Condition.NONE);
                case 1 -> {
                    if (!nodes.isEmpty()) {
                        pools.lose(POOL, nodes.get(random.nextInt(nodes.size())).id());
                    }
                }
                default -> {
                    if (!nodes.isEmpty()) {
                        changeOne(nodes.get(random.nextInt(nodes.size())).id());
                    }
                }
            }
        }

        private void changeOne(NodeId node) {
            String option = anyOf("requeue", "terminate", "taskcompletion");
            switch (random.nextInt(6)) {
                case 0 -> machines.enableScheduling(POOL, node);
                case 1 ->
                    machines.disableScheduling(POOL, node, json("{'nodeDisableSchedulingOption':'" + option + "'}"));
                case 2 -> machines.reboot(POOL, node, json("{'nodeRebootOption':'" + option + "'}"));
                case 3 -> machines.reimage(POOL, node, json("{'nodeReimageOption':'" + option + "'}"));
                case 4 -> machines.deallocate(POOL, node, json("{'nodeDeallocateOption':'" + option + "'}"));
                default -> machines.start(POOL, node);
            }
        }

        /** Gives every task a place to run and all the time it needs. */
        private void comeToRest() {
            clock.pass(Duration.ofHours(1));
            for (Node node : account.pools().get(POOL).nodes().values()) {
                if (!node.schedulingEnabled()) {
                    machines.enableScheduling(POOL, node.id());
                }
                if (node.state() == NodeState.DEALLOCATED) {
                    machines.start(POOL, node.id());
                }
            }
            if (account.pools().get(POOL).nodes().isEmpty()) {
                pools.resize(POOL, json("{'targetDedicatedNodes':2}"), Condition.NONE);
            }
            for (Job job : account.jobs().values()) {
                if (job.state() == JobState.DISABLED) {
                    jobs.enable(job.id(), Condition.NONE);
                }
            }
            clock.pass(Duration.ofHours(5));
            for (Job job : account.jobs().values()) {
                assertThat(job.state()).isIn(JobState.ACTIVE, JobState.COMPLETED);
                for (Task task : job.tasks().values()) {
                    boolean left = job.state() == JobState.COMPLETED && task.state() == TaskState.ACTIVE;
                    assertThat(left || task.state() == TaskState.COMPLETED)
                            .as("%s/%s is %s", job.id(), task.id(), task.state())
                            .isTrue();
                }
            }
            assertThat(open).isEmpty();
        }

        private void check() {
            Set<String> there = new TreeSet<>();
            for (Job job : account.jobs().values()) {
                if (job.state() != JobState.DELETING) {
                    there.add(job.id().value());
                    check(job);
                }
            }
            assertThat(there).isEqualTo(model.keySet());
            for (Node node : account.pools().get(POOL).nodes().values()) {
                assertThat(node.usedSlots()).isBetween(0, 3);
            }
        }

        private void check(Job job) {
            Set<String> ids = new TreeSet<>();
            int[] counts = new int[TaskState.values().length];
            int succeeded = 0;
            Effort effort = Effort.NONE;
            for (Task task : job.tasks().values()) {
                ids.add(task.id().value());
                counts[task.state().ordinal()]++;
                effort = effort.plus(task.created(), task.status());
                succeeded += task.state() == TaskState.COMPLETED
                                && task.status().execution().failure() == null
                        ? 1
                        : 0;
                boolean runs = open.contains(name(job.id(), task.id().value()));
                assertThat(runs).as("%s is %s", task.id(), task.state()).isEqualTo(task.state() == TaskState.RUNNING);
            }
            assertThat(ids).isEqualTo(model.get(job.id().value()));
            assertThat(job.tally().active()).isEqualTo(counts[TaskState.ACTIVE.ordinal()]);
            assertThat(job.tally().running())
                    .isEqualTo(counts[TaskState.RUNNING.ordinal()] + counts[TaskState.PREPARING.ordinal()]);
            assertThat(job.tally().completed()).isEqualTo(counts[TaskState.COMPLETED.ordinal()]);
            assertThat(job.tally().succeeded()).isEqualTo(succeeded);
            assertThat(job.active()).hasSize(job.tally().active());
            assertThat(job.begun()).hasSize(job.tally().running());
            assertThat(job.effort()).isEqualTo(effort);
            assertThat(job.completions()).hasSize(counts[TaskState.COMPLETED.ordinal()]);
        }

        private JobId anyJob() {
            if (model.isEmpty()) {
                addJob();
            }
            List<String> ids = List.copyOf(model.keySet());
            return new JobId(ids.get(random.nextInt(ids.size())));
        }

        private String anyOf(String... words) {
            return words[random.nextInt(words.length)];
        }

        private static Document json(String text) {
            return Document.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        }

        private static String name(JobId job, String task) {
            return (job + "/" + task).toLowerCase(Locale.ROOT);
        }

        /** Sees when runs begin and end. */
        private final class Watched implements NodeAgent {

            private final NodeAgent nodes;

            Watched(NodeAgent nodes) {
                this.nodes = nodes;
            }

            @Override
            public Run start(RunOrder order, Consumer<RunEnd> ended) {
                boolean ofTask = order.task() != null && order.task().startsWith("t");
                String name = ofTask ? name(order.job(), order.task()) : "preparation on " + order.node() + order.job();
                assertThat(open.add(name)).as("%s runs once at a time", name).isTrue();
                return nodes.start(order, end -> {
                    open.remove(name);
                    ended.accept(end);
                });
            }

            @Override
            public void remove(Path directory) {
                nodes.remove(directory);
            }
        }
    }

    /** The real nodes of a world that has none. */
    private static final class NoNodes implements NodeAgent {

        @Override
        public Run start(RunOrder order, Consumer<RunEnd> ended) {
            throw new AssertionError("All pools are virtual");
        }

        @Override
        public void remove(Path directory) {}
    }
}
