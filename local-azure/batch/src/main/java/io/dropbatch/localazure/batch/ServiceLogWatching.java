package io.dropbatch.localazure.batch;

import io.dropbatch.localazure.batch.engine.BatchEngine;
import io.dropbatch.localazure.batch.engine.account.Account;
import io.dropbatch.localazure.batch.engine.account.AccountStore;
import io.dropbatch.localazure.batch.engine.account.AccountWatcher;
import io.dropbatch.localazure.batch.engine.account.WatchedStore;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.pool.NodeLosses;
import io.dropbatch.localazure.batch.engine.pool.PoolService;
import io.dropbatch.localazure.batch.engine.time.EngineTimers;
import io.dropbatch.localazure.batch.events.LateEvents;
import io.dropbatch.localazure.batch.events.LogSender;
import io.dropbatch.localazure.batch.events.ServiceLog;
import io.dropbatch.localazure.batch.metrics.CallCounts;
import io.dropbatch.localazure.batch.metrics.LifeCounts;
import io.dropbatch.localazure.batch.metrics.MetricsEndpoint;
import io.dropbatch.localazure.batch.metrics.ServerGauges;
import io.dropbatch.localazure.batch.node.process.TaskConfinement;
import io.dropbatch.localazure.batch.page.PageEndpoint;
import io.dropbatch.localazure.batch.protocol.CallWatcher;
import io.dropbatch.localazure.batch.protocol.endpoint.KeylessEndpoint;
import io.dropbatch.localazure.batch.store.RecoveredState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service log's watcher of an account, if a sink is set. */
final class ServiceLogWatching implements AutoCloseable {

    private final BatchOptions options;
    private final FaultInjection faults;
    private final TaskConfinement confinement;
    private final @Nullable LogSender serviceLog;
    private final @Nullable LateEvents lateEvents;
    private final LifeCounts life = new LifeCounts();
    private final CallCounts calls = new CallCounts();
    private final List<AccountWatcher> watchers = new ArrayList<>();
    private volatile @Nullable BatchEngine watched;

    ServiceLogWatching(BatchOptions options, FaultInjection faults, TaskConfinement confinement) {
        this.options = options;
        this.faults = faults;
        this.confinement = confinement;
        watchers.add(life);
        watchers.add(new NodeLosses(faults, this::pools));
        serviceLog = options.serviceLog()
                .map(sink -> LogSender.start(sink, options.account(), this::awaitChanges))
                .orElse(null);
        lateEvents = serviceLog == null ? null : new LateEvents(serviceLog, EngineTimers.of(options.clock()));
        if (lateEvents != null) {
            watchers.add(new ServiceLog(options.clock(), lateEvents, faults));
        }
    }

    AccountStore on(AccountStore store, RecoveredState recoveredState) {
        return new WatchedStore(
                store, recoveredState.pools().values(), recoveredState.jobs().values(), watchers);
    }

    void begin(BatchEngine engine) {
        watched = engine;
        watchers.forEach(engine::watch);
    }

    FaultInjection faults() {
        return faults;
    }

    CallWatcher calls() {
        return calls;
    }

    /** The endpoints that need no key. */
    List<KeylessEndpoint> endpoints(Account account) {
        return List.of(
                new MetricsEndpoint(
                        options.account(),
                        account,
                        life,
                        calls,
                        new ServerGauges(
                                options.dataFolder().resolve("account"),
                                () -> serviceLog == null ? 0 : serviceLog.lost(),
                                confinement::state,
                                confinement::memoryKills)),
                new PageEndpoint(options.account(), account, faults, options.clock()));
    }

    /** Delivers the events so far. */
    @Override
    public void close() {
        if (lateEvents != null) {
            lateEvents.close();
        }
        if (serviceLog != null) {
            serviceLog.close();
        }
    }

    private @Nullable PoolService pools() {
        BatchEngine engine = watched;
        return engine == null ? null : engine.pools();
    }

    private void awaitChanges() {
        BatchEngine engine = watched;
        if (engine != null) {
            engine.account().awaitChanges();
        }
    }
}
