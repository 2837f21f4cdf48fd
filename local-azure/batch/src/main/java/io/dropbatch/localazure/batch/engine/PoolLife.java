package io.dropbatch.localazure.batch.engine;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.pool.PoolSpec;
import io.dropbatch.localazure.batch.engine.pool.Scaling;
import io.dropbatch.localazure.batch.engine.pool.Scaling.Deallocation;
import java.time.Instant;

/** Brings pools into being, for users and for jobs that bring their own. */
final class PoolLife {

    private final Account account;

    PoolLife(Account account) {
        this.account = account;
    }

    Pool create(PoolId id, PoolSpec spec) {
        if (account.pools().size() >= account.settings().poolQuota()) {
            throw BatchError.of(ErrorCode.PoolQuotaReached);
        }
        account.agent().check(spec);
        PoolFormulas.check(spec);
        account.supplies().require(spec.packages());
        Instant now = account.now();
        Scaling scaling = Scaling.resizing(spec.targetDedicated(), spec.targetLowPriority(), Deallocation.REQUEUE, now);
        Pool pool = new Pool(account.nextKey(), id, spec, scaling, now);
        account.store().save(pool);
        account.pools().put(id, pool);
        account.scaler().resume(pool);
        if (spec.enableAutoScale()) {
            account.autoScaler().begin(pool);
        }
        return pool;
    }
}
