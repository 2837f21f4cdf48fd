package io.dropbatch.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How often a process's threads of one name went to sleep, and so were woken, as the kernel counts.
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">The /proc filesystem: status</a>
 */
final class Wakings {

    private static final String COUNT = "voluntary_ctxt_switches:";
    private static final double SECOND = 1e9;

    private final List<Path> threads;
    private long since = System.nanoTime();
    private long before;

    /** @param name as the kernel has it, which is up to fifteen characters */
    Wakings(long process, String name) {
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            threads = all.filter(thread -> read(thread, "comm").strip().equals(name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (threads.isEmpty()) {
            throw new AssertionError("process " + process + " has no thread named " + name);
        }
        before = count();
    }

    /** Over a second or more; infinite until one has passed. */
    double perSecond() {
        long now = System.nanoTime();
        double seconds = (now - since) / SECOND;
        if (seconds < 1) {
            return Double.POSITIVE_INFINITY;
        }
        long count = count();
        double rate = (count - before) / seconds;
        since = now;
        before = count;
        return rate;
    }

    private long count() {
        return threads.stream()
                .flatMap(thread -> read(thread, "status").lines())
                .filter(line -> line.startsWith(COUNT))
                .mapToLong(line -> Long.parseLong(line.substring(COUNT.length()).strip()))
                .sum();
    }

    private static String read(Path thread, String file) {
        try {
            return Files.readString(thread.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
