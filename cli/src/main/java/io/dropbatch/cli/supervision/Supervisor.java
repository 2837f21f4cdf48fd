package io.dropbatch.cli.supervision;

import io.dropbatch.cli.console.CliException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Starts the system, keeps it running, and stops it in reverse order. One per state folder. */
public final class Supervisor implements AutoCloseable {

    /** The exit code of a process whose system has lost its folder. */
    static final int LOST = 1;

    private static final Duration AZURE_LIMIT = Duration.ofMinutes(5);
    private static final Duration SERVICES_LIMIT = Duration.ofMinutes(3);
    /** On a busy machine a program takes its time to record the archive of its classes. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LOOK_AT_FOLDER = Duration.ofSeconds(1);

    private final StateFolder state;
    private final StateFolderClaim claim;
    private final ProgramSet programs;
    private final Consumer<String> news;
    private final List<SupervisedProgram> running = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Runnable whenLost = () -> {};
    private volatile boolean lost;
    private boolean closing;

    private Supervisor(StateFolderClaim claim, ProgramSet programs, Consumer<String> news) {
        this.state = claim.state();
        this.claim = claim;
        this.programs = programs;
        this.news = news;
    }

    /** Takes the state folder and ends programs that a killed supervisor has left running there. */
    public static Supervisor of(StateFolder state, ProgramSet programs, Consumer<String> news) {
        StateFolderClaim claim = StateFolderClaim.take(state);
        LeftoverProcesses.end(state, STOP_LIMIT);
        Supervisor supervisor = new Supervisor(claim, programs, news);
        Thread.ofPlatform().daemon().name("watch-folder").start(supervisor::watchFolder);
        return supervisor;
    }

    /** Ends the system when this process ends, and this process when the system's folder is lost. */
    public void tieToProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        whenLost = () -> System.exit(LOST);
    }

    /** A system whose folder is lost is seen neither by 'status' nor by 'down', hence it must not go on. */
    private void watchFolder() {
        try {
            while (!closed.await(LOOK_AT_FOLDER.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!claim.holds()) {
                    close();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (lost) {
            whenLost.run();
        }
    }

    /**
     * Returns when everything answers and {@code local.env} says where.
     *
     * @param whenUp is given the addresses before that file is there: who waits for it ends then, and has seen all news
     */
    public Map<String, String> start(boolean withServices, Consumer<Map<String, String>> whenUp) {
        long began = System.nanoTime();
        SupervisedProgram azure = start(programs.localAzure());
        awaitAnswers(List.of(azure), AZURE_LIMIT);
        news.accept("local Azure answers after " + seconds(began));
        Map<String, String> environment =
                new LinkedHashMap<>(LocalAddresses.read(state.addresses()).environment());
        if (withServices) {
            List<SystemProgram> services = programs.services(environment);
            List<SupervisedProgram> started = services.stream().map(this::start).toList();
            awaitAnswers(started, SERVICES_LIMIT);
            news.accept("the services answer after " + seconds(began));
            environment.putAll(ProgramSet.urls(services));
        }
        whenUp.accept(environment);
        requireFolder();
        LocalEnv.write(state.localEnv(), environment);
        synchronized (running) {
            running.forEach(SupervisedProgram::keepRunning);
        }
        return environment;
    }

    private SupervisedProgram start(SystemProgram program) {
        requireFolder();
        SupervisedProgram supervised = new SupervisedProgram(program, claim, news);
        synchronized (running) {
            if (closing) {
                throw new CliException("stopped while starting");
            }
            running.add(supervised);
            supervised.start();
        }
        return supervised;
    }

    /** From here on, nothing may be written into another system's folder. */
    private void requireFolder() {
        claim.loss().ifPresent(reason -> {
            throw new CliException(reason);
        });
    }

    private void awaitAnswers(List<SupervisedProgram> started, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (SupervisedProgram one : started) {
            while (!one.answers()) {
                if (System.nanoTime() > deadline) {
                    throw new CliException(one.program().name() + " does not answer; see "
                            + state.log(one.program().name()));
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private static String seconds(long began) {
        return String.format("%.1f s", (System.nanoTime() - began) / 1e9);
    }

    /** Waits until {@link #close} has run on any thread. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Whether the system has ended because its folder was lost. */
    public boolean isLost() {
        return lost;
    }

    /** Returns when everything has ended, also if another thread has begun to end it. */
    @Override
    public void close() {
        if (!end()) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false, and at once, if it is ending already. */
    private boolean end() {
        List<SupervisedProgram> toStop;
        synchronized (running) {
            if (closing) {
                return false;
            }
            closing = true;
            toStop = new ArrayList<>(running);
        }
        try (claim) {
            noticeLoss();
            stop(toStop);
        } finally {
            closed.countDown();
        }
        return true;
    }

    private void noticeLoss() {
        Optional<String> loss = claim.loss();
        lost = loss.isPresent();
        loss.ifPresent(reason -> news.accept(reason + "; stopping all that this one has started"));
        claim.delete(state.localEnv());
    }

    /** Stops the services at the same time, then local Azure. */
    private void stop(List<SupervisedProgram> inOrder) {
        if (inOrder.isEmpty()) {
            return;
        }
        List<Thread> ending = new ArrayList<>();
        for (SupervisedProgram service : inOrder.subList(1, inOrder.size()).reversed()) {
            ending.add(Thread.ofPlatform().start(() -> service.stop(STOP_LIMIT)));
        }
        for (Thread thread : ending) {
            joinUninterruptibly(thread);
        }
        inOrder.get(0).stop(STOP_LIMIT);
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
