package io.dropbatch.cli.stack;

import io.dropbatch.cli.console.CliException;
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

/** Picks the services' ports: those of the last start if they are free, else the usual ones, else any. */
final class ServicePorts {

    private final Path file;
    private final Properties remembered = new Properties();
    private final Set<Integer> picked = new HashSet<>();

    ServicePorts(Path file) {
        this.file = file;
        if (!Files.exists(file)) {
            return;
        }
        try (Reader in = Files.newBufferedReader(file)) {
            remembered.load(in);
        } catch (IOException e) {
            throw new CliException("cannot read " + file, e);
        }
    }

    int pick(String service, int usual) {
        int before = Integer.parseInt(remembered.getProperty(service, "0"));
        int port = before > 0 && isFree(before) ? before : usual;
        if (!isFree(port)) {
            port = anyFree();
        }
        picked.add(port);
        remembered.setProperty(service, Integer.toString(port));
        return port;
    }

    void remember() {
        try (Writer out = Files.newBufferedWriter(file)) {
            remembered.store(out, null);
        } catch (IOException e) {
            throw new CliException("cannot write " + file, e);
        }
    }

    private boolean isFree(int port) {
        if (picked.contains(port)) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private int anyFree() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new CliException("no free port on this machine", e);
        }
    }
}
