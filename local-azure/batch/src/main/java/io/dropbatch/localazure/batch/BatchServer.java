package io.dropbatch.localazure.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dropbatch.localazure.batch.document.Document;
import io.dropbatch.localazure.batch.document.Json;
import io.dropbatch.localazure.batch.engine.Account;
import io.dropbatch.localazure.batch.engine.AccountSettings;
import io.dropbatch.localazure.batch.engine.Node;
import io.dropbatch.localazure.batch.engine.Pools;
import io.dropbatch.localazure.batch.engine.Supplies;
import io.dropbatch.localazure.batch.engine.fault.Faults;
import io.dropbatch.localazure.batch.engine.task.Applications;
import io.dropbatch.localazure.batch.engine.time.Ticker;
import io.dropbatch.localazure.batch.limits.LimitsUnavailable;
import io.dropbatch.localazure.batch.node.AutoStorage;
import io.dropbatch.localazure.batch.node.Confinement;
import io.dropbatch.localazure.batch.node.LocalAgent;
import io.dropbatch.localazure.batch.protocol.BatchApi;
import io.dropbatch.localazure.batch.protocol.BatchHttp;
import io.dropbatch.localazure.batch.protocol.SharedKey;
import io.dropbatch.localazure.batch.simulation.VirtualNodes;
import io.dropbatch.localazure.batch.store.FolderLock;
import io.dropbatch.localazure.batch.store.LogStore;
import io.dropbatch.localazure.batch.store.Memories;
import io.dropbatch.localazure.batch.store.RecordLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An Azure Batch account on this machine, for any Batch client: it really runs the tasks, as processes. */
public final class BatchServer implements AutoCloseable {

    private final BatchOptions options;
    private final FolderLock folderLock;
    private final RecordLog log;
    private final BatchHttp http;
    private final LocalAgent agent;
    private final VirtualNodes virtual;
    private final Account account;
    private final Faults faults;
    private final Watching watching;

    private @Nullable ScratchFolder scratch;

    private BatchServer(
            BatchOptions options,
            FolderLock folderLock,
            RecordLog log,
            BatchHttp http,
            LocalAgent agent,
            VirtualNodes virtual,
            Account account,
            Faults faults,
            Watching watching) {
        this.watching = watching;
        this.faults = faults;
        this.options = options;
        this.folderLock = folderLock;
        this.log = log;
        this.http = http;
        this.agent = agent;
        this.virtual = virtual;
        this.account = account;
    }

    /** Starts a server with an account of its own, which goes with everything in it when the server is closed. */
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
     * Starts a server on what its folder remembers. Processes that a killed server left behind are ended first, and
     * the tasks they belonged to run again.
     */
    public static BatchServer start(BatchOptions options) {
        try {
            Path folder = Files.createDirectories(options.dataFolder()).toRealPath();
            FolderLock lock = FolderLock.take(folder);
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

    /** Where the account and its nodes live. */
    public Path folder() {
        return options.dataFolder();
    }

    /** Misbehaviour on demand, for tests. */
    public Faults faults() {
        return faults;
    }

    /** Makes a pool of usual nodes, for who does not care what they are. */
    void createPool(String id, int nodes, int slotsPerNode) {
        ObjectNode pool = Json.object()
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
        new Pools(account).create(Document.of(pool).checked("PoolAddParameter"));
    }

    /** Ends all task processes; the tasks run again after the next start. */
    @Override
    public void close() {
        http.close();
        account.close();
        virtual.close();
        agent.close();
        watching.close();
        log.close();
        try {
            folderLock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (scratch != null) {
            scratch.delete();
        }
    }

    private static BatchServer start(BatchOptions options, Path folder, FolderLock lock) throws IOException {
        // Clients sign with the machine's time, whatever the time in the account is.
        SharedKey sharedKey = new SharedKey(options.account(), options.key(), options.clockSkew(), Clock.systemUTC());
        BatchHttp http = BatchHttp.bind(options.host(), options.port(), sharedKey, options.clock());
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
        Faults faults = new Faults();
        Applications applications = options.applications().map(Applications::in).orElseGet(Applications::none);
        AutoStorage autoStorage = options.autoStorage()
                .map(connection -> new AutoStorage(connection, options.clock()))
                .orElseGet(AutoStorage::none);
        Confinement confinement = confinement(folder, options);
        LocalAgent agent = LocalAgent.start(
                nodes,
                options.account(),
                http.endpoint(),
                options.clock(),
                faults,
                applications,
                autoStorage,
                confinement);
        VirtualNodes virtual = new VirtualNodes(agent, options.clock());
        RecordLog log = RecordLog.open(folder.resolve("account"));
        Memories memories = Memories.read(log, nodes);
        agent.keepOnly(memories.pools().values().stream()
                .flatMap(pool -> pool.nodes().values().stream().map(Node::root))
                .collect(Collectors.toSet()));
        Ticker ticker = new Ticker(options.clock());
        ticker.notBefore(memories.lastTime());
        Watching watching = new Watching(options, faults, confinement);
        Account account = new Account(
                new AccountSettings(
                        nodes,
                        options.allocationTime(),
                        options.bootTime(),
                        options.cores(),
                        options.poolQuota(),
                        options.startTasks(),
                        new Supplies(applications, options.autoStorage().isPresent())),
                watching.on(new LogStore(log), memories),
                virtual,
                ticker,
                faults);
        virtual.serve(account.pools()::get);
        watching.begin(account);
        account.past().restore(memories.lifetime(), memories.formerPools());
        account.restore(memories.pools(), memories.jobs(), memories.schedules(), memories.lastKey());
        http.serve(new BatchApi(account, options.activeJobQuota(), faults, watching.calls()), watching.doors(account));
        return new BatchServer(options, lock, log, http, agent, virtual, account, faults, watching);
    }

    private static Confinement confinement(Path folder, BatchOptions options) {
        try {
            return Confinement.in(folder, options.taskLimits());
        } catch (LimitsUnavailable e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
