package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.id.JobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.time.Ticker;
import io.dropbatch.localazure.batch.engine.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Batch account: its pools and jobs, and the one lock under which they change.
 *
 * <p>Reading needs no lock: everything readers see is immutable, volatile or a concurrent map. Each change ends with a
 * look at who may run now, so nothing here ever polls.
 */
public final class Account implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    private final AccountSettings settings;
    private final AccountStore store;
    private final NodeAgent agent;
    private final Ticker ticker;
    private final Faults faults;
    private final List<AccountWatcher> watchers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Timers timers;
    private final ConcurrentSkipListMap<PoolId, Pool> pools = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<JobId, Job> jobs = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<JobScheduleId, JobSchedule> schedules = new ConcurrentSkipListMap<>();
    private final Ledger ledger = new Ledger(this);
    private final Scaler scaler = new Scaler(this);
    private final AutoScaler autoScaler = new AutoScaler(this);
    private final Preparations preparations = new Preparations(this);
    private final Runs runs = new Runs(this);
    private final JobLife jobLife = new JobLife(this);
    private final TaskEnds taskEnds = new TaskEnds(this);
    private final ScheduleLife scheduleLife = new ScheduleLife(this);
    private final AutoPools autoPools = new AutoPools(this);
    private final PoolLife poolLife = new PoolLife(this);
    private final NodeLife nodeLife = new NodeLife(this);
    private final Scheduler scheduler = new Scheduler(this);
    private final Past past = new Past(this);
    private long lastKey;
    private boolean closed;

    public Account(AccountSettings settings, AccountStore store, NodeAgent agent, Ticker ticker) {
        this(settings, store, agent, ticker, new Faults());
    }

    public Account(AccountSettings settings, AccountStore store, NodeAgent agent, Ticker ticker, Faults faults) {
        this.faults = faults;
        this.settings = settings;
        this.store = store;
        this.agent = agent;
        this.ticker = ticker;
        this.timers = ticker.timers();
    }

    public ConcurrentNavigableMap<PoolId, Pool> pools() {
        return pools;
    }

    public ConcurrentNavigableMap<JobId, Job> jobs() {
        return jobs;
    }

    public ConcurrentNavigableMap<JobScheduleId, JobSchedule> schedules() {
        return schedules;
    }

    /** Takes over what a former life left behind and goes on from there. */
    public void restore(
            Map<PoolId, Pool> knownPools,
            Map<JobId, Job> knownJobs,
            Map<JobScheduleId, JobSchedule> knownSchedules,
            long lastUsedKey) {
        change(() -> {
            lastKey = lastUsedKey;
            pools.putAll(knownPools);
            jobs.putAll(knownJobs);
            knownJobs.values().forEach(scheduler::look);
            schedules.putAll(knownSchedules);
            past.begin();
            new Recovery(this).run();
            new Retention(this).begin();
            return null;
        });
    }

    /** Changes the account; what the change made durable is safe when this returns. */
    public <T> T change(Supplier<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The account is closed");
            }
            T result = work.get();
            scheduler.run();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the account for an internal reason; after the account was closed nothing happens. */
    void changeLater(Duration delay, Runnable work) {
        timers.after(delay, () -> changeUnlessClosed(work));
    }

    void changeUnlessClosed(Runnable work) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            work.run();
            scheduler.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A change of the account failed");
        } finally {
            lock.unlock();
        }
    }

    /** Returns when readers see every change that began before. */
    public void awaitChanges() {
        lock.lock();
        lock.unlock();
    }

    /** Whether the account can be changed soon. */
    public boolean responds(Duration patience) {
        try {
            if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            lock.unlock();
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Stops scheduling; runs that still go on are the agent's to end, and are taken up again at the next start. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        timers.close();
    }

    long nextKey() {
        return ++lastKey;
    }

    /** The time, for readers. */
    public Instant time() {
        return now();
    }

    Instant now() {
        return ticker.next();
    }

    /** What the account has for its nodes. */
    public Supplies supplies() {
        return settings.supplies();
    }

    /** What it remembers of what was deleted. */
    public Past past() {
        return past;
    }

    AccountSettings settings() {
        return settings;
    }

    AccountStore store() {
        return store;
    }

    NodeAgent agent() {
        return agent;
    }

    /** Tells a watcher of what is decided, besides what is made durable. */
    public void watch(AccountWatcher watcher) {
        watchers.add(watcher);
    }

    void waits(Task task) {
        watchers.forEach(watcher -> watcher.waits(task));
    }

    void started(Node node) {
        watchers.forEach(watcher -> watcher.started(node));
    }

    Faults faults() {
        return faults;
    }

    Ledger ledger() {
        return ledger;
    }

    Scaler scaler() {
        return scaler;
    }

    AutoScaler autoScaler() {
        return autoScaler;
    }

    Preparations preparations() {
        return preparations;
    }

    Runs runs() {
        return runs;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    AutoPools autoPools() {
        return autoPools;
    }

    PoolLife poolLife() {
        return poolLife;
    }

    NodeLife nodeLife() {
        return nodeLife;
    }

    ScheduleLife scheduleLife() {
        return scheduleLife;
    }

    JobLife jobLife() {
        return jobLife;
    }

    TaskEnds taskEnds() {
        return taskEnds;
    }
}
