package io.dropbatch.cli.stack;

import io.dropbatch.cli.client.CliException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Starts the system, keeps it running, and stops it in reverse order. One per state folder. */
final class Supervisor implements AutoCloseable {

    private static final Duration AZURE_LIMIT = Duration.ofMinutes(5);
    private static final Duration SERVICES_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final StateFolder state;
    private final LocalSystem system;
    private final Consumer<String> news;
    private final BiFunction<Program, FastStart, List<String>> flags;
    private final FileChannel lockFile;
    private final List<Supervised> running = new ArrayList<>();
    private final FastStart fastStart = new FastStart();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration stopLimit = STOP_LIMIT;
    private boolean closing;

    private Supervisor(
            StateFolder state,
            LocalSystem system,
            BiFunction<Program, FastStart, List<String>> flags,
            FileChannel lockFile,
            Consumer<String> news) {
        this.state = state;
        this.system = system;
        this.flags = flags;
        this.lockFile = lockFile;
        this.news = news;
    }

    /** Takes the state folder, and ends what an earlier supervisor that was killed has left running there. */
    static Supervisor of(StateFolder state, LocalSystem system, Consumer<String> news) {
        return take(state, system, (program, fastStart) -> fastStart.use(program.image()), news);
    }

    /** One that has every program record what the next start can reuse; the records are written when it stops. */
    static Supervisor recording(StateFolder state, LocalSystem system, Consumer<String> news) {
        Supervisor supervisor = take(state, system, (program, fastStart) -> fastStart.record(program.image()), news);
        supervisor.stopLimit = Duration.ofMinutes(2);
        return supervisor;
    }

    private static Supervisor take(
            StateFolder state,
            LocalSystem system,
            BiFunction<Program, FastStart, List<String>> flags,
            Consumer<String> news) {
        state.create();
        try {
            FileChannel channel = FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new CliException("the system in " + state.path() + " is running already: see ./dropbatch status");
            }
            Leftovers.end(state, STOP_LIMIT);
            ProcessRecord.of(ProcessHandle.current()).write(Leftovers.supervisorFile(state));
            return new Supervisor(state, system, flags, channel, news);
        } catch (IOException e) {
            throw new CliException("cannot use the state folder " + state.path() + ": " + e.getMessage(), e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** Returns when everything answers and {@code local.env} says where. */
    Map<String, String> start(boolean withServices) {
        long began = System.nanoTime();
        Supervised azure = start(system.localAzure());
        awaitAnswers(List.of(azure), AZURE_LIMIT);
        news.accept("local Azure answers after " + seconds(began));
        Map<String, String> environment =
                new LinkedHashMap<>(LocalAddresses.read(state.addresses()).environment());
        if (withServices) {
            List<Program> services = system.services(environment);
            List<Supervised> started = services.stream().map(this::start).toList();
            awaitAnswers(started, SERVICES_LIMIT);
            news.accept("the services answer after " + seconds(began));
            environment.putAll(LocalSystem.urls(services));
        }
        LocalEnv.write(state.localEnv(), environment);
        synchronized (running) {
            running.forEach(Supervised::keepRunning);
        }
        return environment;
    }

    private Supervised start(Program program) {
        Supervised supervised = new Supervised(program, flags.apply(program, fastStart), state, news);
        synchronized (running) {
            if (closing) {
                throw new CliException("stopped while starting");
            }
            supervised.start();
            running.add(supervised);
        }
        return supervised;
    }

    private void awaitAnswers(List<Supervised> started, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Supervised one : started) {
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

    /** Waits until {@link #close} has run, on whichever thread. */
    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        List<Supervised> toStop;
        synchronized (running) {
            if (closing) {
                return;
            }
            closing = true;
            toStop = new ArrayList<>(running);
        }
        StateFolder.delete(state.localEnv());
        stop(toStop);
        StateFolder.delete(Leftovers.supervisorFile(state));
        try {
            lockFile.close();
        } catch (IOException e) {
            news.accept("cannot release " + state.lock() + ": " + e.getMessage());
        }
        closed.countDown();
    }

    /** The services side by side, then what they lean on. */
    private void stop(List<Supervised> inOrder) {
        if (inOrder.isEmpty()) {
            return;
        }
        List<Thread> ending = new ArrayList<>();
        for (Supervised service : inOrder.subList(1, inOrder.size()).reversed()) {
            ending.add(Thread.ofPlatform().start(() -> service.stop(stopLimit)));
        }
        for (Thread thread : ending) {
            joinUninterruptibly(thread);
        }
        inOrder.get(0).stop(stopLimit);
    }

    /** Ends everything at once, for a system that nobody waits for. */
    void abandon() {
        stopLimit = Duration.ZERO;
        close();
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
