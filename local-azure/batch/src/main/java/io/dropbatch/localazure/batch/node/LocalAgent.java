package io.dropbatch.localazure.batch.node;

import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.id.PoolId;
import io.dropbatch.localazure.batch.engine.model.pool.PoolDefinition;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.node.process.ProcessTree;
import io.dropbatch.localazure.batch.node.process.ShellStarterPool;
import io.dropbatch.localazure.batch.node.process.TaskConfinement;
import io.dropbatch.localazure.batch.node.transfer.BlobTransfers;
import io.dropbatch.localazure.batch.node.transfer.OutputUploads;
import io.dropbatch.localazure.batch.node.transfer.ResourceDownloads;
import io.dropbatch.localazure.batch.node.transfer.SignedBlobAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all nodes of the account on this machine: each run is a virtual thread that waits for a process. */
public final class LocalAgent implements NodeAgent, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalAgent.class);

    private final Path nodesFolder;
    private final Clock clock;
    private final NodeDirectories directories;
    private final TaskEnvironment environment;
    private final FaultInjection faults;
    private final TaskConfinement confinement;
    private final ShellStarterPool starters = new ShellStarterPool();
    private final ResourceDownloads downloads;
    private final OutputUploads uploads;
    private final PackageDeployments packages;
    private final BlobTransfers blobs = new BlobTransfers();
    private final Set<TaskRun> runs = ConcurrentHashMap.newKeySet();

    private LocalAgent(
            Path nodesFolder,
            Clock clock,
            TaskEnvironment environment,
            FaultInjection faults,
            NodeProvisions provisions)
            throws IOException {
        this.nodesFolder = nodesFolder;
        this.faults = faults;
        this.confinement = provisions.confinement();
        this.packages = new PackageDeployments(provisions.applications());
        this.clock = clock;
        this.directories = new NodeDirectories(nodesFolder.resolve(".trash"));
        this.environment = environment;
        this.downloads = new ResourceDownloads(blobs, provisions.autoStorage());
        this.uploads = new OutputUploads(blobs);
    }

    /** Opens the nodes of a folder, and first ends the processes of the previous run there. */
    public static LocalAgent start(
            Path nodesFolder,
            String account,
            URI endpoint,
            Clock clock,
            FaultInjection faults,
            NodeProvisions provisions)
            throws IOException {
        Files.createDirectories(nodesFolder);
        ProcessTree.killNodes(nodesFolder);
        return new LocalAgent(nodesFolder, clock, new TaskEnvironment(account, endpoint), faults, provisions);
    }

    @Override
    public Run start(RunOrder order, Consumer<RunEnd> ended) {
        TaskRun run = new TaskRun(order, this);
        runs.add(run);
        run.begin(end -> {
            runs.remove(run);
            ended.accept(end);
        });
        return run;
    }

    @Override
    public void check(PoolDefinition pool) {
        confinement.check(pool);
    }

    @Override
    public void remove(Path directory) {
        directories.remove(directory);
    }

    /** Removes the directories of all other nodes, left by the previous run. */
    public void keepOnly(Set<Path> nodes) throws IOException {
        directories.keepOnly(nodes, nodesFolder);
    }

    @Override
    public void send(URI container, String blob, byte[] content) {
        Thread.ofVirtual().name("send").start(() -> {
            try {
                BlobTransfers.Outcome outcome = blobs.put(
                        new SignedBlobAddress(container).blob(blob),
                        Map.of("x-ms-blob-type", "BlockBlob"),
                        BlobTransfers.bytes(content));
                if (!outcome.succeeded()) {
                    LOG.atWarn().addKeyValue("status", outcome.status()).log("Storage refused a node's log");
                }
            } catch (IOException e) {
                LOG.atWarn().setCause(e).log("A node's log could not be sent");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void endProcesses(PoolId pool, Path directory, Runnable ended) {
        Thread.ofVirtual().start(() -> {
            confinement.endLeftIn(directory);
            ProcessTree.killLeftBy(directory);
            ended.run();
        });
    }

    /** Ends every run and waits until all processes, also leftover ones, have ended. */
    @Override
    public void close() {
        runs.forEach(TaskRun::kill);
        for (TaskRun run : runs) {
            run.join();
        }
        starters.close();
        ProcessTree.killNodes(nodesFolder);
        confinement.close();
    }

    TaskConfinement confinement() {
        return confinement;
    }

    ShellStarterPool starters() {
        return starters;
    }

    FaultInjection faults() {
        return faults;
    }

    Clock clock() {
        return clock;
    }

    NodeDirectories directories() {
        return directories;
    }

    TaskEnvironment environment() {
        return environment;
    }

    ResourceDownloads downloads() {
        return downloads;
    }

    PackageDeployments packages() {
        return packages;
    }

    OutputUploads uploads() {
        return uploads;
    }
}
