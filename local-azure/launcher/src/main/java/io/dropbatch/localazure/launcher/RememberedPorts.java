package io.dropbatch.localazure.launcher;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the ports, and the same ones at the next start, so that connection strings stay valid.
 *
 * <p>It replaces a port that is in use by a free one.
 */
final class RememberedPorts {

    private static final Logger LOG = LoggerFactory.getLogger(RememberedPorts.class);

    private final Path file;
    private final String host;
    private final Properties remembered = new Properties();
    private final Set<Integer> picked = new HashSet<>();

    RememberedPorts(Path file, String host) throws IOException {
        this.file = file;
        this.host = host;
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                remembered.load(in);
            }
        }
    }

    PartPorts pick(PartPorts wanted) throws IOException {
        PartPorts ports = new PartPorts(
                pick("blob", wanted.blob()),
                pick("table", wanted.table()),
                pick("bus", wanted.bus()),
                pick("bus-administration", wanted.busAdministration()),
                pick("batch", wanted.batch()));
        try (Writer out = Files.newBufferedWriter(file)) {
            remembered.store(out, "part = wanted:given");
        }
        return ports;
    }

    private int pick(String part, int wanted) throws IOException {
        int before = givenFor(part, wanted);
        int port = before > 0 && isFree(before) ? before : wanted;
        if (port == 0 || !isFree(port)) {
            port = free();
            if (wanted > 0) {
                LOG.atInfo()
                        .addKeyValue("part", part)
                        .addKeyValue("wantedPort", wanted)
                        .addKeyValue("port", port)
                        .log("a port is taken; using another");
            }
        }
        picked.add(port);
        remembered.setProperty(part, wanted + ":" + port);
        return port;
    }

    private int givenFor(String part, int wanted) {
        String[] pair = remembered.getProperty(part, "").split(":", -1);
        return pair.length == 2 && pair[0].equals(Integer.toString(wanted)) ? Integer.parseInt(pair[1]) : 0;
    }

    private boolean isFree(int port) {
        if (picked.contains(port)) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int free() throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
            return probe.getLocalPort();
        }
    }
}
