package io.dropbatch.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where processes listen and what they are connected to, as the kernel tells.
 *
 * @see <a href="https://docs.kernel.org/networking/proc_net_tcp.html">The /proc/net/tcp variables</a>
 */
final class Sockets {

    private static final String ESTABLISHED = "01";
    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int REMOTE_ADDRESS = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Sockets() {}

    /** Addresses that are listened on, in the kernel's notation, with their ports. */
    static List<String> listening(List<Long> processes) {
        return addresses(processes, LISTEN, LOCAL_ADDRESS);
    }

    /** How many connections a process has to a port of any host. */
    static long connections(long process, int port) {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        return addresses(List.of(process), ESTABLISHED, REMOTE_ADDRESS).stream()
                .filter(address -> address.endsWith(ending))
                .count();
    }

    private static List<String> addresses(List<Long> processes, String state, int column) {
        Set<String> sockets = new HashSet<>();
        processes.forEach(process -> sockets.addAll(sockets(process)));
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            rows(table)
                    .filter(row -> row[STATE].equals(state) && sockets.contains(row[INODE]))
                    .forEach(row -> addresses.add(row[column]));
        }
        return addresses;
    }

    /** 127.0.0.0/8, the same within IPv6, or ::1. */
    static boolean isLoopback(String address) {
        return address.matches("([0-9A-F]{6}7F|0{16}FFFF0000[0-9A-F]{6}7F|0{24}01000000):[0-9A-F]+");
    }

    private static Stream<String[]> rows(String table) {
        try {
            return Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> sockets(long process) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
            Set<String> inodes = new HashSet<>();
            for (Path file : files.toList()) {
                String target = target(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
            return inodes;
        } catch (IOException ended) {
            return Set.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
