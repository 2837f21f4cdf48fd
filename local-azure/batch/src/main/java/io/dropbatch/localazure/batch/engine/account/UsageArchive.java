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
 * Remembers what statistics and the history of usage tell of things after they were deleted, and deletes them. What is
 * remembered and what is forgotten reaches the store at once, so a crash neither loses nor doubles anything.
 */
public final class UsageArchive {

    /** Auto pools come and go with their jobs; beyond this the oldest are forgotten before their time. */
    private static final int MOST_POOLS = 20_000;

    private final Account account;
    private final AccountStore store;
    private final ConcurrentSkipListMap<Long, FormerPool> pools = new ConcurrentSkipListMap<>();
    private volatile @Nullable LifetimeUsage lifetime;

    public UsageArchive(Account account, AccountStore store) {
        this.account = account;
        this.store = store;
    }

    /** Takes over what a former life left behind. */
    public void restore(@Nullable LifetimeUsage known, Map<Long, FormerPool> knownPools) {
        lifetime = known;
        pools.putAll(knownPools);
    }

    /** Gives an account that has no beginning one: that of the oldest thing in it, or now. */
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

    /** Forgets a task that is no longer in its job. */
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
