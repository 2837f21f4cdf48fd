package io.dropbatch.localazure.batch.store;

import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.FormerPool;
import io.dropbatch.localazure.batch.engine.account.LifetimeUsage;
import io.dropbatch.localazure.batch.engine.id.BatchTaskId;
import io.dropbatch.localazure.batch.engine.model.job.JobScheduleStatus;
import io.dropbatch.localazure.batch.engine.model.job.JobStatus;
import io.dropbatch.localazure.batch.engine.model.task.TaskStatus;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobOnNode;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the account in a record log: one record per pool and job, two per task (its request and its status). */
public final class LogStore implements AccountStore {

    static final byte POOL = 1;
    static final byte JOB = 2;
    static final byte TASK = 3;
    static final byte TASK_STATUS = 4;
    static final byte JOB_ON_NODE = 5;
    static final byte SATISFIED = 16;
    static final byte SUBTASKS = 17;
    static final byte JOB_SCHEDULE = 20;
    static final byte LIFETIME = 24;
    static final byte FORMER_POOL = 25;

    private static final RecordKey THE_LIFETIME = new RecordKey(LIFETIME, 0);

    private final RecordLog log;
    private final LogSource source;

    public LogStore(RecordLog log) {
        this.log = log;
        this.source = new LogSource(log);
    }

    @Override
    public void save(Pool pool) {
        log.put(new RecordKey(POOL, pool.key()), JsonTrees.bytes(PoolRecord.write(pool)));
    }

    @Override
    public void remove(Pool pool, FormerPool former, LifetimeUsage lifetime) {
        RecordKey key = new RecordKey(FORMER_POOL, former.key());
        log.write(
                List.of(new RecordLog.Entry(key, JsonTrees.bytes(UsageRecord.write(former))), entry(lifetime)),
                List.of(new RecordKey(POOL, pool.key())));
    }

    @Override
    public void forget(Collection<FormerPool> pools) {
        log.deleteAll(pools.stream()
                .map(pool -> new RecordKey(FORMER_POOL, pool.key()))
                .toList());
    }

    @Override
    public void save(LifetimeUsage lifetime) {
        log.putAll(List.of(entry(lifetime)));
    }

    private static RecordLog.Entry entry(LifetimeUsage lifetime) {
        return new RecordLog.Entry(THE_LIFETIME, JsonTrees.bytes(UsageRecord.write(lifetime)));
    }

    @Override
    public void save(Job job, JobStatus status) {
        log.put(new RecordKey(JOB, job.key()), JsonTrees.bytes(JobRecord.write(job, status)));
    }

    @Override
    public void remove(Job job, Collection<Task> tasks, Collection<JobOnNode> onNodes, LifetimeUsage lifetime) {
        List<RecordKey> keys = new ArrayList<>();
        for (Task task : tasks) {
            keys.add(new RecordKey(TASK, task.key()));
            keys.add(new RecordKey(TASK_STATUS, task.key()));
            if (task.mayHaveInstances()) {
                keys.add(new RecordKey(SUBTASKS, task.key()));
            }
        }
        for (JobOnNode onNode : onNodes) {
            keys.add(new RecordKey(JOB_ON_NODE, onNode.key()));
        }
        job.satisfiedRecords().forEach(key -> keys.add(new RecordKey(SATISFIED, key)));
        // Written last, so that an incomplete write leaves no tasks without a job.
        keys.add(new RecordKey(JOB, job.key()));
        log.write(List.of(entry(lifetime)), keys);
    }

    @Override
    public void save(JobSchedule schedule, JobScheduleStatus status) {
        log.put(
                new RecordKey(JOB_SCHEDULE, schedule.key()),
                JsonTrees.bytes(JobScheduleRecord.write(schedule, status)));
    }

    @Override
    public void remove(JobSchedule schedule) {
        log.deleteAll(List.of(new RecordKey(JOB_SCHEDULE, schedule.key())));
    }

    @Override
    public void add(List<Task> tasks) {
        List<RecordLog.Entry> entries = new ArrayList<>(tasks.size());
        for (Task task : tasks) {
            entries.add(new RecordLog.Entry(new RecordKey(TASK, task.key()), TaskLogRecord.write(task)));
        }
        log.putAll(entries);
        // The log has the JSON now; in memory it would be most of a task's size.
        tasks.forEach(task -> task.keptIn(source));
    }

    @Override
    public void respecify(Task task) {
        add(List.of(task));
    }

    @Override
    public void save(Task task, TaskStatus status) {
        log.put(new RecordKey(TASK_STATUS, task.key()), StatusRecord.write(status));
    }

    @Override
    public void save(Task task, List<TaskStatus> subtasks) {
        log.put(new RecordKey(SUBTASKS, task.key()), SubtasksRecord.write(subtasks));
    }

    @Override
    public void remove(Task task, LifetimeUsage lifetime) {
        List<RecordKey> keys = new ArrayList<>();
        if (task.mayHaveInstances()) {
            keys.add(new RecordKey(SUBTASKS, task.key()));
        }
        keys.add(new RecordKey(TASK_STATUS, task.key()));
        keys.add(new RecordKey(TASK, task.key()));
        log.write(List.of(entry(lifetime)), keys);
    }

    @Override
    public void save(JobOnNode onNode) {
        log.put(new RecordKey(JOB_ON_NODE, onNode.key()), JsonTrees.bytes(JobRecord.write(onNode)));
    }

    @Override
    public void saveSatisfied(Job job, BatchTaskId task, long key) {
        log.put(
                new RecordKey(SATISFIED, key),
                JsonTrees.bytes(JsonTrees.object().put("job", job.key()).put("task", task.value())));
    }
}
