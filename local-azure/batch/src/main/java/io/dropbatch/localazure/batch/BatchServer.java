package io.dropbatch.localazure.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.JsonTrees;
import io.dropbatch.localazure.batch.document.RequestDocument;
import io.dropbatch.localazure.batch.engine.BatchEngine;
import io.dropbatch.localazure.batch.engine.account.AccountQuotas;
import io.dropbatch.localazure.batch.engine.account.AccountResources;
import io.dropbatch.localazure.batch.engine.account.AccountSettings;
import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.model.task.ApplicationPackages;
import io.dropbatch.localazure.batch.engine.state.Node;
import io.dropbatch.localazure.batch.engine.time.AccountClock;
import io.dropbatch.localazure.batch.limits.LimitsUnavailable;
import io.dropbatch.localazure.batch.node.LocalAgent;
import io.dropbatch.localazure.batch.node.NodeProvisions;
import io.dropbatch.localazure.batch.node.process.TaskConfinement;
import io.dropbatch.localazure.batch.node.transfer.AutoStorage;
import io.dropbatch.localazure.batch.protocol.AccessTokens;
import io.dropbatch.localazure.batch.protocol.BatchApi;
import io.dropbatch.localazure.batch.protocol.BatchHttp;
import io.dropbatch.localazure.batch.protocol.SharedKeyVerifier;
import io.dropbatch.localazure.batch.simulation.VirtualNodes;
import io.dropbatch.localazure.batch.store.LogStore;
import io.dropbatch.localazure.batch.store.RecordLog;
import io.dropbatch.localazure.batch.store.RecoveredState;
import io.dropbatch.localazure.files.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An Azure Batch account on this machine, for any Batch client: it runs the tasks as processes. */
public final class BatchServer implements AutoCloseable {

    private final BatchOptions options;
    private final AccountFiles files;
    private final BatchHttp http;
    private final NodeAgents agents;
    private final BatchEngine engine;
    private final ServiceLogWatching serviceLogWatching;

    private @Nullable ScratchFolder scratch;

    private BatchServer(
            BatchOptions options,
            AccountFiles files,
            BatchHttp http,
            NodeAgents agents,
            BatchEngine engine,
            ServiceLogWatching serviceLogWatching) {
        this.options = options;
        this.files = files;
        this.http = http;
        this.agents = agents;
        this.engine = engine;
        this.serviceLogWatching = serviceLogWatching;
    }

    /** Starts a server with a new account that is deleted when the server is closed. */
    public static BatchServer start() {
        return start((BatchOptions usual) -> usual);
    }

    static BatchServer start(UnaryOperator<BatchOptions> change) {
        ScratchFolder scratch = ScratchFolder.create();
        try {
            BatchServer server = start(change.apply(BatchOptions.in(scratch.path())));
            server.scratch = scratch;
            return server;
        } catch (RuntimeException e) {
            scratch.delete();
            throw e;
        }
    }

    /**
     * Starts a server with the account in its folder. It first ends processes that a killed server left running, and
     * runs their tasks again.
     */
    public static BatchServer start(BatchOptions options) {
        try {
            Path folder = Files.createDirectories(options.dataFolder()).toRealPath();
            FolderLock lock = FolderLock.take(folder, "lock")
                    .orElseThrow(() -> new IOException("The folder " + folder + " is in use by another Batch server"));
            try {
                return start(options, folder, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The Batch server cannot start: " + e.getMessage(), e);
        }
    }

    public URI endpoint() {
        return http.endpoint();
    }

    public String account() {
        return options.account();
    }

    public String key() {
        return options.key();
    }

    /** The folder of the account and its nodes. */
    public Path folder() {
        return options.dataFolder();
    }

    /** Fault injection, for tests. */
    public FaultInjection faults() {
        return serviceLogWatching.faults();
    }

    /** Creates a pool of default nodes. */
    void createPool(String id, int nodes, int slotsPerNode) {
        ObjectNode pool = JsonTrees.object()
                .put("id", id)
                .put("vmSize", "Standard_D2s_v5")
                .put("targetDedicatedNodes", nodes)
                .put("taskSlotsPerNode", slotsPerNode);
        pool.putObject("virtualMachineConfiguration")
                .put("nodeAgentSKUId", "batch.node.ubuntu 22.04")
                .putObject("imageReference")
                .put("publisher", "canonical")
                .put("offer", "ubuntu")
                .put("sku", "22_04-lts");
        engine.pools().create(RequestDocument.of(pool).checked("PoolAddParameter"));
    }

    /** Ends all task processes; the tasks run again after the next start. */
    @Override
    public void close() {
        http.close();
        engine.close();
        agents.virtual().close();
        agents.local().close();
        serviceLogWatching.close();
        files.log().close();
        files.lock().close();
        if (scratch != null) {
            scratch.delete();
        }
    }

    private static BatchServer start(BatchOptions options, Path folder, FolderLock lock) throws IOException {
        // Clients sign with the machine's time, not with the account's.
        SharedKeyVerifier sharedKeyVerifier = new SharedKeyVerifier(
                options.account(),
                options.key(),
                options.clockSkew(),
                Clock.systemUTC(),
                new AccessTokens(options.tokenAudience().orElse(null), Clock.systemUTC()));
        BatchHttp http = BatchHttp.bind(options.host(), options.port(), sharedKeyVerifier, options.clock());
        try {
            return start(options, folder, lock, http);
        } catch (IOException | RuntimeException e) {
            http.close();
            throw e;
        }
    }

    private static BatchServer start(BatchOptions options, Path folder, FolderLock lock, BatchHttp http)
            throws IOException {
        Path nodes = Files.createDirectories(folder.resolve("nodes"));
        FaultInjection faults = new FaultInjection();
        ApplicationPackages applications =
                options.applications().map(ApplicationPackages::in).orElseGet(ApplicationPackages::none);
        AutoStorage autoStorage = options.autoStorage()
                .map(connection -> new AutoStorage(connection, options.clock()))
                .orElseGet(AutoStorage::none);
        TaskConfinement confinement = confinement(folder, options);
        LocalAgent agent = LocalAgent.start(
                nodes,
                options.account(),
                http.endpoint(),
                options.clock(),
                faults,
                new NodeProvisions(applications, autoStorage, confinement));
        VirtualNodes virtual = new VirtualNodes(agent, options.clock());
        RecordLog log = RecordLog.open(folder.resolve("account"));
        RecoveredState recoveredState = RecoveredState.read(log, nodes);
        agent.keepOnly(recoveredState.pools().values().stream()
                .flatMap(pool -> pool.nodes().values().stream().map(Node::root))
                .collect(Collectors.toSet()));
        AccountClock accountClock = new AccountClock(options.clock());
        accountClock.notBefore(recoveredState.lastTime());
        ServiceLogWatching serviceLogWatching = new ServiceLogWatching(options, faults, confinement);
        BatchEngine engine = new BatchEngine(
                new AccountSettings(
                        nodes,
                        options.allocationTime(),
                        options.bootTime(),
                        new AccountQuotas(options.cores(), options.poolQuota(), options.activeJobQuota()),
                        options.startTasks(),
                        new AccountResources(applications, options.autoStorage().isPresent())),
                serviceLogWatching.on(new LogStore(log), recoveredState),
                virtual,
                accountClock,
                faults);
        virtual.serve(engine.account().pools()::get);
        serviceLogWatching.begin(engine);
        engine.archive().restore(recoveredState.lifetime(), recoveredState.formerPools());
        engine.restore(
                recoveredState.pools(), recoveredState.jobs(), recoveredState.schedules(), recoveredState.lastKey());
        http.serve(
                new BatchApi(engine, faults, serviceLogWatching.calls()),
                serviceLogWatching.endpoints(engine.account()));
        return new BatchServer(
                options, new AccountFiles(lock, log), http, new NodeAgents(agent, virtual), engine, serviceLogWatching);
    }

    private static TaskConfinement confinement(Path folder, BatchOptions options) {
        try {
            return TaskConfinement.in(folder, options.taskLimits());
        } catch (LimitsUnavailable e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The files of the account. */
    private record AccountFiles(FolderLock lock, RecordLog log) {}

    /** What runs the commands of nodes: as processes, or simulated. */
    private record NodeAgents(LocalAgent local, VirtualNodes virtual) {}
}
