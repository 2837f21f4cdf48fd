package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Pool;
import io.dropbatch.localazure.batch.engine.state.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes things and keeps their statistics and usage history. Both reach the store in one write, so a crash neither
 * loses nor doubles any usage.
 */
public final class UsageArchive {

    /** Auto pools are created and deleted with their jobs; beyond this number the oldest are dropped early. */
    private static final int MOST_POOLS = 20_000;

    private final Account account;
    private final AccountStore store;
    private final ConcurrentSkipListMap<Long, FormerPool> pools = new ConcurrentSkipListMap<>();
    private volatile @Nullable LifetimeUsage lifetime;

    public UsageArchive(Account account, AccountStore store) {
        this.account = account;
        this.store = store;
    }

    /** Restores the state of the previous run. */
    public void restore(@Nullable LifetimeUsage known, Map<Long, FormerPool> knownPools) {
        lifetime = known;
        pools.putAll(knownPools);
    }

    /** Sets the creation time of an account that has none: the time of its oldest thing, or now. */
    public void begin() {
        if (lifetime == null) {
            Stream<Instant> known = Stream.concat(
                    account.pools().values().stream().map(Pool::created),
                    account.jobs().values().stream().map(Job::created));
            lifetime = LifetimeUsage.begin(known.min(Instant::compareTo).orElseGet(account::now));
            store.save(lifetime());
        }
        expire(account.now());
    }

    LifetimeUsage lifetime() {
        return Objects.requireNonNull(lifetime, "The account has not been restored");
    }

    Collection<FormerPool> pools() {
        return Collections.unmodifiableCollection(pools.values());
    }

    public void remove(Pool pool) {
        Instant now = account.now();
        FormerPool former = new FormerPool(
                pool.key(), pool.id(), pool.spec().vmSize(), pool.created(), now, pool.formerCoreTimes());
        LifetimeUsage next = lifetime().plus(pool.dedicatedCoreTime(now));
        store.remove(pool, former, next);
        lifetime = next;
        pools.put(former.key(), former);
        expire(now);
    }

    public void remove(Job job) {
        LifetimeUsage next = lifetime().plus(job.effort().until(account.now()));
        store.remove(job, job.tasks().values(), job.onNodes().values(), next);
        lifetime = next;
    }

    /** Removes a task that is not in its job. */
    public void remove(Task task) {
        TaskUsage taskUsage = TaskUsage.NONE.plus(task.created(), task.status());
        LifetimeUsage next = lifetime().plus(taskUsage.until(account.now()));
        store.remove(task, next);
        lifetime = next;
    }

    private void expire(Instant now) {
        Instant oldest = CoreTimes.oldest(now).start();
        int surplus = pools.size() - MOST_POOLS;
        List<FormerPool> expired = new ArrayList<>();
        for (FormerPool pool : pools.values()) {
            if (expired.size() < surplus || pool.removed().isBefore(oldest)) {
                expired.add(pool);
            }
        }
        if (!expired.isEmpty()) {
            store.forget(expired);
            expired.forEach(pool -> pools.remove(pool.key()));
        }
    }
}
