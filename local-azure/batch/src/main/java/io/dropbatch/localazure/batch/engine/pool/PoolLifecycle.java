package io.dropbatch.localazure.batch.engine.pool;

import io.dropbatch.localazure.batch.document.BatchError;
import io.dropbatch.localazure.batch.document.ErrorCode;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling;
import io.dropbatch.localazure.batch.engine.model.pool.PoolScaling.Deallocation;
import io.dropbatch.localazure.batch.engine.node.NodeLifecycle;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.state.Pool;
import java.time.Instant;
import java.util.List;

/** Creates pools, for users and for jobs with auto pools. */
public final class PoolLifecycle {

    private final Account account;
    private final AccountStore store;
    private final NodeAgent agent;
    private final PoolScaler scaler;
    private final PoolAutoScaler autoScaler;
    private final NodeLifecycle nodes;

    public PoolLifecycle(
            Account account,
            AccountStore store,
            NodeAgent agent,
            PoolScaler scaler,
            PoolAutoScaler autoScaler,
            NodeLifecycle nodes) {
        this.account = account;
        this.store = store;
        this.agent = agent;
        this.scaler = scaler;
        this.autoScaler = autoScaler;
        this.nodes = nodes;
    }

    Pool create(PoolId id, PoolDefinition spec) {
        if (account.pools().size() >= account.settings().quotas().pools()) {
            throw BatchError.of(ErrorCode.PoolQuotaReached);
        }
        agent.check(spec);
        PoolFormulas.check(spec);
        account.settings().resources().require(spec.packages());
        Instant now = account.now();
        PoolScaling scaling = PoolScaling.resizing(
                spec.targets().dedicated(), spec.targets().lowPriority(), Deallocation.REQUEUE, now);
        Pool pool = new Pool(account.nextKey(), id, spec, scaling, now);
        store.save(pool);
        account.pools().put(id, pool);
        scaler.resume(pool);
        if (spec.autoScaling().enabled()) {
            autoScaler.begin(pool);
        }
        return pool;
    }

    /** Continues the unfinished work of the previous run. */
    public void resume() {
        for (Pool pool : List.copyOf(account.pools().values())) {
            nodes.resume(pool);
            scaler.resume(pool);
        }
        account.pools().values().forEach(autoScaler::resume);
    }
}
