package io.dropbatch.localazure.batch.engine.account;

import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.CoreTimes;
import io.dropbatch.localazure.batch.engine.model.pool.HalfHour;
import io.dropbatch.localazure.batch.engine.model.task.TaskUsage;
import io.dropbatch.localazure.batch.engine.state.Job;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes the usage of pools and jobs, also of deleted ones. It samples nothing: usage follows from when nodes were
 * allocated and removed.
 */
public final class UsageHistory {

    private static final Comparator<Name> BY_NAME =
            Comparator.comparing(Name::pool).thenComparing(Name::vmSize);

    private final Account account;
    private final UsageArchive archive;

    public UsageHistory(Account account, UsageArchive archive) {
        this.account = account;
        this.archive = archive;
    }

    /** The last complete half hour. */
    public HalfHour last() {
        return HalfHour.of(account.now()).previous();
    }

    /** The first half hour with known usage. */
    public HalfHour oldest() {
        return CoreTimes.oldest(account.now());
    }

    /** The usage of each pool in a half hour, by the pool's id. */
    public List<PoolUsage> in(HalfHour interval) {
        // By key, since a pool may be deleted between the two reads.
        Map<Long, PoolUsage> usages = new HashMap<>();
        for (Pool pool : account.pools().values()) {
            if (pool.created().isBefore(interval.end())) {
                usages.put(pool.key(), usage(pool, interval));
            }
        }
        for (FormerPool pool : archive.pools()) {
            if (pool.created().isBefore(interval.end()) && pool.removed().isAfter(interval.start())) {
                usages.put(pool.key(), usage(pool, interval));
            }
        }
        Map<Name, PoolUsage> byName = new TreeMap<>(BY_NAME);
        for (PoolUsage usage : usages.values()) {
            byName.merge(new Name(usage.pool(), usage.vmSize()), usage, PoolUsage::plus);
        }
        return List.copyOf(byName.values());
    }

    /** The account's total usage, including deleted things, at one moment. */
    public LifetimeUsage lifetime() {
        return account.change(() -> {
            Instant now = account.now();
            LifetimeUsage past = archive.lifetime();
            Duration coreTime = past.coreTime();
            for (Pool pool : account.pools().values()) {
                coreTime = coreTime.plus(pool.dedicatedCoreTime(now));
            }
            TaskUsage taskUsage = past.effort();
            for (Job job : account.jobs().values()) {
                taskUsage = taskUsage.plus(job.effort());
            }
            return new LifetimeUsage(past.since(), coreTime, taskUsage.until(now));
        });
    }

    private static PoolUsage usage(Pool pool, HalfHour interval) {
        return new PoolUsage(pool.id(), interval, pool.spec().vmSize(), pool.coreTime(interval));
    }

    private static PoolUsage usage(FormerPool pool, HalfHour interval) {
        return new PoolUsage(
                pool.id(), interval, pool.vmSize(), pool.coreTimes().in(interval));
    }

    private record Name(PoolId pool, String vmSize) {}
}
