package io.dropbatch.localazure.batch.node;

import io.dropbatch.localazure.batch.engine.fault.FaultInjection;
import io.dropbatch.localazure.batch.engine.fault.FaultOccasion;
import io.dropbatch.localazure.batch.engine.model.task.FailureInfo;
import io.dropbatch.localazure.batch.engine.model.task.MultiInstance;
import io.dropbatch.localazure.batch.engine.model.task.RunEnd;
import io.dropbatch.localazure.batch.engine.run.NodeAgent;
import io.dropbatch.localazure.batch.engine.run.RunOrder;
import io.dropbatch.localazure.batch.limits.TaskGroup;
import io.dropbatch.localazure.batch.node.failure.RunFailure;
import io.dropbatch.localazure.batch.node.process.TaskConfinement;
import io.dropbatch.localazure.batch.node.process.TaskProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of one command on a node: download, process, upload, end. */
final class TaskRun implements NodeAgent.Run {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRun.class);

    private static final String ON_DEMAND = "The account was told to fail here";

    private final RunOrder order;
    private final LocalAgent agent;
    private final ReentrantLock ending = new ReentrantLock();
    private @Nullable Thread worker;
    private boolean over;

    TaskRun(RunOrder order, LocalAgent agent) {
        this.order = order;
        this.agent = agent;
    }

    void begin(Consumer<RunEnd> ended) {
        Thread thread = Thread.ofVirtual().name("run").unstarted(() -> {
            RunEnd end = run();
            finish();
            ended.accept(end);
        });
        worker = thread;
        thread.start();
    }

    /** Every step of a run ends when its thread is interrupted. */
    @Override
    public void kill() {
        ending.lock();
        try {
            if (!over && worker != null) {
                worker.interrupt();
            }
        } finally {
            ending.unlock();
        }
    }

    /**
     * From here on the thread must not be interrupted: it writes to the account's files, which an interrupt would
     * close.
     */
    private void finish() {
        ending.lock();
        try {
            over = true;
            Thread.interrupted();
        } finally {
            ending.unlock();
        }
    }

    void join() {
        try {
            if (worker != null) {
                worker.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunEnd run() {
        long start = System.nanoTime();
        try {
            agent.directories().furnish(order.place().nodeRoot());
            if (!order.isFor(MultiInstance.Stage.APPLICATION)) {
                agent.directories().prepare(order.place().directory());
            }
            Map<String, String> environment = agent.packages()
                    .deploy(order.place().nodeRoot(), order.spec().packages());
            environment.putAll(agent.environment().of(order));
            failOnDemand();
            agent.downloads().fetch(order.spec().resourceFiles(), placeOfFiles());
            return upload(environment, process(environment, start));
        } catch (RunFailure e) {
            return end(null, e.info());
        } catch (InterruptedException e) {
            return end(null, FailureInfo.endedByUser());
        } catch (IOException e) {
            return end(null, failed(e));
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("taskId", order.task()).setCause(e).log("A run failed in the node agent");
            return end(null, FailureInfo.server("Unknown", "The node agent failed", String.valueOf(e)));
        }
    }

    private void failOnDemand() throws RunFailure {
        boolean files = !order.spec().resourceFiles().isEmpty();
        FaultOccasion occasion = FaultOccasion.of(order);
        if (files && agent.faults().strikes(FaultInjection.Kind.DOWNLOAD, occasion)) {
            throw RunFailure.user("BlobDownloadMiscError", "A resource file could not be downloaded", ON_DEMAND);
        }
        boolean preparation = order.place().directory().equals(order.preparationDirectory());
        boolean startTask = order.job() == null;
        if ((preparation && agent.faults().strikes(FaultInjection.Kind.PREPARATION, occasion))
                || (startTask && agent.faults().strikes(FaultInjection.Kind.START_TASK, occasion))) {
            throw RunFailure.user("CommandLaunchFailed", "Failed to launch the specified command line", ON_DEMAND);
        }
    }

    private RunEnd process(Map<String, String> environment, long start) throws InterruptedException, RunFailure {
        TaskGroup group = agent.confinement().open(order);
        try {
            return await(TaskProcess.launch(order, environment, agent.starters(), group.entrances()), group, start);
        } finally {
            agent.confinement().close(order, group);
        }
    }

    private RunEnd await(TaskProcess process, TaskGroup group, long start) throws InterruptedException, RunFailure {
        Duration limit = order.spec().maxWallClockTime().minusNanos(System.nanoTime() - start);
        try {
            if (!process.endsWithin(limit)) {
                end(process, group);
                return end(null, FailureInfo.endedByTimeLimit());
            }
        } catch (InterruptedException e) {
            end(process, group);
            throw e;
        }
        int code = process.exitCode();
        if (!TaskConfinement.serves(order)) {
            process.killLeft();
        }
        return end(code, code == 0 ? null : agent.confinement().failure(order, group));
    }

    private static void end(TaskProcess process, TaskGroup group) {
        group.kill();
        process.kill();
    }

    /** Failed uploads fail a run that was successful so far. */
    private RunEnd upload(Map<String, String> environment, RunEnd end) throws InterruptedException {
        if (order.spec().outputFiles().isEmpty()) {
            return end;
        }
        FailureInfo failure = agent.faults().strikes(FaultInjection.Kind.UPLOAD, FaultOccasion.of(order))
                ? FailureInfo.user("FileUploadMiscError", "Output files could not be uploaded", ON_DEMAND)
                : agent.uploads().send(order, environment, end.failure() == null);
        return end(end.exitCode(), end.failure() == null ? failure : end.failure());
    }

    private FailureInfo failed(IOException e) {
        LOG.atWarn().addKeyValue("taskId", order.task()).setCause(e).log("A node could not run a task");
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return FailureInfo.user(
                full ? "DiskFull" : "ResourceDirectoryCreateFailed",
                full ? "There is not enough disk space on the node" : "Failed to create the task's directory",
                String.valueOf(e.getMessage()));
    }

    private RunEnd end(@Nullable Integer exitCode, @Nullable FailureInfo failure) {
        return new RunEnd(agent.clock().instant(), exitCode, failure);
    }

    /** The shared directory of all instances of a task is the parent of the working directory. */
    private Path placeOfFiles() {
        return order.isFor(MultiInstance.Stage.COORDINATION)
                ? order.place().directory()
                : order.place().directory().resolve("wd");
    }
}
