package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountSettings;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.account.AccountWatchers;
import io.dropbatch.localazure.batch.engine.account.UsageArchive;
import io.dropbatch.localazure.batch.engine.account.UsageHistory;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.job.JobCleanup;
import io.dropbatch.localazure.batch.engine.job.JobCreation;
import io.dropbatch.localazure.batch.engine.job.JobLifecycle;
import io.dropbatch.localazure.batch.engine.job.JobListener;
import io.dropbatch.localazure.batch.engine.job.JobService;
import io.dropbatch.localazure.batch.engine.job.TaskEndActions;
import io.dropbatch.localazure.batch.engine.node.JobPreparations;
import io.dropbatch.localazure.batch.engine.node.NodeDraining;
import io.dropbatch.localazure.batch.engine.node.NodeLifecycle;
import io.dropbatch.localazure.batch.engine.node.NodeListener;
import io.dropbatch.localazure.batch.engine.node.NodeService;
import io.dropbatch.localazure.batch.engine.node.StartTaskRunner;
import io.dropbatch.localazure.batch.engine.pool.AutoPools;
import io.dropbatch.localazure.batch.engine.pool.PoolAutoScaler;
import io.dropbatch.localazure.batch.engine.pool.PoolFormulas;
import io.dropbatch.localazure.batch.engine.pool.PoolLifecycle;
import io.dropbatch.localazure.batch.engine.pool.PoolScaler;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.schedule.JobScheduleService;
import io.dropbatch.localazure.batch.engine.schedule.ScheduleLifecycle;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import io.dropbatch.localazure.batch.engine.task.FileRetention;
import io.dropbatch.localazure.batch.engine.task.JobQueue;
import io.dropbatch.localazure.batch.engine.task.PreparationGate;
import io.dropbatch.localazure.batch.engine.task.StateTransitions;
import io.dropbatch.localazure.batch.engine.task.TaskLifecycle;
import io.dropbatch.localazure.batch.engine.task.TaskListener;
import io.dropbatch.localazure.batch.engine.task.TaskScheduler;
import io.dropbatch.localazure.batch.engine.task.TaskService;
import io.dropbatch.localazure.batch.engine.task.TaskSubmission;
import io.dropbatch.localazure.batch.engine.time.AccountClock;
import java.util.List;
import java.util.Map;

/**
 * Wires the parts of the engine of a Batch account together.
 *
 * <p>Each part gets the parts below it, in the order schedule, job, pool, node, task. Listeners, all of them in {@link
 * Upwards}, report events from lower parts to higher ones.
 */
public final class BatchEngine implements AutoCloseable {

    private final Account account;
    private final AccountWatchers watchers = new AccountWatchers();
    private final JobQueue queue = new JobQueue();
    private final UsageArchive archive;
    private final JobPreparations preparations;
    private final NodeDraining draining;
    private final PoolScaler scaler;
    private final JobLifecycle jobLifecycle;
    private final TaskEndActions taskEndActions;
    private final ScheduleLifecycle scheduleLifecycle;
    private final FileRetention fileRetention;
    private final RestartRecovery recovery;

    private final PoolService pools;
    private final PoolFormulas formulas;
    private final NodeService nodes;
    private final JobService jobs;
    private final TaskSubmission taskSubmission;
    private final TaskService tasks;
    private final JobScheduleService schedules;
    private final UsageHistory usage;

    public BatchEngine(
            AccountSettings settings,
            AccountStore store,
            NodeAgent agent,
            AccountClock accountClock,
            FaultInjection faults) {
        Upwards upwards = new Upwards();
        account = new Account(settings, accountClock);
        archive = new UsageArchive(account, store);
        usage = new UsageHistory(account, archive);

        StateTransitions transitions = new StateTransitions(account, store, queue, upwards);
        TaskLifecycle taskLifecycle = new TaskLifecycle(account, agent, transitions, queue, upwards, upwards);
        account.afterEachChange(new TaskScheduler(account, queue, taskLifecycle, watchers)::run);
        fileRetention = new FileRetention(account, agent);
        taskSubmission = new TaskSubmission(account, store, queue, faults);
        tasks = new TaskService(account, store, transitions, taskLifecycle, archive);

        preparations = new JobPreparations(account, store, agent, taskLifecycle, upwards);
        StartTaskRunner startTasks = new StartTaskRunner(account, agent, watchers, upwards);
        draining = new NodeDraining(account, taskLifecycle, preparations, startTasks, upwards);
        NodeLifecycle nodeLifecycle = new NodeLifecycle(account, store, agent, draining, preparations, startTasks);
        nodes = new NodeService(account, store, agent, nodeLifecycle, taskLifecycle);

        scaler = new PoolScaler(account, store, agent, nodeLifecycle, archive, faults);
        PoolAutoScaler autoScaler = new PoolAutoScaler(account, store, scaler);
        PoolLifecycle poolLifecycle = new PoolLifecycle(account, store, agent, scaler, autoScaler, nodeLifecycle);
        AutoPools autoPools = new AutoPools(account, poolLifecycle, scaler);
        pools = new PoolService(account, store, agent, poolLifecycle, scaler);
        formulas = new PoolFormulas(account, store, pools, autoScaler);

        JobCreation creation = new JobCreation(account, store, autoPools, queue);
        JobCleanup cleanup = new JobCleanup(account, agent, archive, autoPools, upwards);
        jobLifecycle = new JobLifecycle(account, transitions, taskLifecycle, preparations, autoPools, cleanup);
        taskEndActions = new TaskEndActions(jobLifecycle);
        jobs = new JobService(account, transitions, jobLifecycle, creation);

        scheduleLifecycle = new ScheduleLifecycle(account, store, agent, jobLifecycle, creation, autoPools);
        schedules = new JobScheduleService(account, store, scheduleLifecycle, jobs);
        recovery = new RestartRecovery(account, transitions, poolLifecycle, autoPools, jobLifecycle, scheduleLifecycle);
    }

    /** Restores the state of the previous run and continues from there. */
    public void restore(
            Map<PoolId, Pool> knownPools,
            Map<BatchJobId, Job> knownJobs,
            Map<JobScheduleId, JobSchedule> knownSchedules,
            long lastUsedKey) {
        account.change(() -> {
            account.restore(knownPools, knownJobs, knownSchedules, lastUsedKey);
            knownJobs.values().forEach(queue::look);
            archive.begin();
            recovery.run();
            List.copyOf(account.jobs().values()).forEach(taskEndActions::resume);
            fileRetention.begin();
            return account;
        });
    }

    /** Also tells a watcher of decisions that are not made durable. */
    public void watch(AccountWatcher watcher) {
        watchers.add(watcher);
    }

    public Account account() {
        return account;
    }

    /** The archived usage of deleted things. */
    public UsageArchive archive() {
        return archive;
    }

    public UsageHistory usage() {
        return usage;
    }

    public PoolService pools() {
        return pools;
    }

    public PoolFormulas formulas() {
        return formulas;
    }

    public NodeService nodes() {
        return nodes;
    }

    public JobService jobs() {
        return jobs;
    }

    public TaskSubmission taskSubmission() {
        return taskSubmission;
    }

    public TaskService tasks() {
        return tasks;
    }

    public JobScheduleService schedules() {
        return schedules;
    }

    @Override
    public void close() {
        account.close();
    }

    /** Reports events in one package to the packages above it. */
    private final class Upwards implements PreparationGate, TaskListener, NodeListener, JobListener {

        @Override
        public boolean awaited(Task task, Node node) {
            return preparations.awaited(task, node);
        }

        @Override
        public void noLongerAwaited(Task task, Node node) {
            preparations.noLongerAwaited(task, node);
        }

        @Override
        public void completed(Task task) {
            taskEndActions.after(task);
        }

        @Override
        public void released(Task task, List<Node> from) {
            jobLifecycle.settle(task.job());
            from.forEach(draining::settle);
            scaler.settle(from.get(0).pool());
        }

        @Override
        public void settled(Job job) {
            jobLifecycle.settle(job);
        }

        @Override
        public void startTaskStopped(Node node) {
            draining.settleAll(node);
        }

        @Override
        public void jobCommandEnded(Job job, Node node) {
            jobLifecycle.settle(job);
            draining.settleAll(node);
        }

        @Override
        public void settled(Node node) {
            scaler.settle(node.pool());
        }

        @Override
        public void jobEnded(BatchJobId id) {
            scheduleLifecycle.jobEnded(id);
        }
    }
}
