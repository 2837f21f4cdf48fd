package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.id.BatchJobId;
import io.dropbatch.localazure.batch.engine.id.JobScheduleId;
import io.dropbatch.localazure.batch.engine.id.NodeId;
import io.dropbatch.localazure.batch.engine.id.NodeRef;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.JobSchedule;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.time.AccountClock;
import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Batch account: its pools, jobs and schedules, the one lock under which they change, and its time.
 *
 * <ul>
 *   <li>One lock guards all changes. A request's thread takes it in {@link #change}; a timer, a virtual thread or the
 *       end of a process takes it in {@link #changeUnlessClosed}. Nothing else may change the account.
 *   <li>After each change, still under the lock, the scheduler checks which tasks may run now, so nothing polls.
 *   <li>Readers take no lock: they read immutable objects, volatile fields and concurrent maps. They may see only some
 *       steps of a change, but each step completely.
 *   <li>Under the lock a method may write to the store, which waits for the disk, and may ask the node agent to begin
 *       or to end a run, which returns at once. It must not wait for a run, for a timer or for the network.
 *   <li>Watchers are called under the lock, after the change was made durable.
 *   <li>{@link #now} never gives the same time twice, so the order of times is the order of changes.
 *   <li>After {@link #close} no change begins: {@link #change} refuses, the others do nothing.
 * </ul>
 */
public final class Account implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    private final AccountSettings settings;
    private final AccountClock accountClock;
    private final EngineTimers timers;
    private final ReentrantLock lock = new ReentrantLock();
    private final ConcurrentSkipListMap<PoolId, Pool> pools = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<BatchJobId, Job> jobs = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<JobScheduleId, JobSchedule> schedules = new ConcurrentSkipListMap<>();
    private Runnable afterEachChange = () -> {};
    private long lastKey;
    private boolean closed;

    public Account(AccountSettings settings, AccountClock accountClock) {
        this.settings = settings;
        this.accountClock = accountClock;
        this.timers = accountClock.timers();
    }

    /** Sets the action that ends each change, under the lock; call it before the first change. */
    public void afterEachChange(Runnable work) {
        afterEachChange = work;
    }

    public AccountSettings settings() {
        return settings;
    }

    public ConcurrentNavigableMap<PoolId, Pool> pools() {
        return pools;
    }

    public ConcurrentNavigableMap<BatchJobId, Job> jobs() {
        return jobs;
    }

    public ConcurrentNavigableMap<JobScheduleId, JobSchedule> schedules() {
        return schedules;
    }

    /** The pool with this id; an unknown id is refused. */
    public Pool pool(PoolId id) {
        Pool pool = pools.get(id);
        if (pool == null) {
            throw BatchError.of(ErrorCode.PoolNotFound);
        }
        return pool;
    }

    /** The node with this id; an unknown id is refused. */
    public Node node(PoolId pool, NodeId id) {
        Node node = pool(pool).nodes().get(id);
        if (node == null) {
            throw BatchError.of(ErrorCode.NodeNotFound);
        }
        return node;
    }

    /** The node with this name; empty if it or its pool was removed. */
    public Optional<Node> node(NodeRef ref) {
        return Optional.ofNullable(pools.get(ref.pool()))
                .map(pool -> pool.nodes().get(ref.node()));
    }

    /** The job with this id; an unknown id is refused. */
    public Job job(BatchJobId id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw BatchError.of(ErrorCode.JobNotFound);
        }
        return job;
    }

    /** Restores the state of the previous run; called under the lock. */
    public void restore(
            Map<PoolId, Pool> knownPools,
            Map<BatchJobId, Job> knownJobs,
            Map<JobScheduleId, JobSchedule> knownSchedules,
            long lastUsedKey) {
        lastKey = lastUsedKey;
        pools.putAll(knownPools);
        jobs.putAll(knownJobs);
        schedules.putAll(knownSchedules);
    }

    /** Changes the account; when this returns, the change is durable. */
    public <T> T change(Supplier<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The account is closed");
            }
            T result = work.get();
            afterEachChange.run();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the account for an internal reason; does nothing after the account was closed. */
    public void changeLater(Duration delay, Runnable work) {
        timers.after(delay, () -> changeUnlessClosed(work));
    }

    /** Changes the account for an internal reason; logs a failure, since no caller waits for an answer. */
    public void changeUnlessClosed(Runnable work) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            work.run();
            afterEachChange.run();
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

    /** Stops scheduling; the agent ends the current runs, and their tasks run again after the next start. */
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

    /** A new key, unique in the account; called under the lock. */
    public long nextKey() {
        return ++lastKey;
    }

    /** The time, later than at any call before. */
    public Instant now() {
        return accountClock.next();
    }
}
