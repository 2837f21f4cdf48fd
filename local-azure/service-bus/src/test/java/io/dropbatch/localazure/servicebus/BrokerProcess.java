package io.dropbatch.localazure.servicebus;

import io.dropbatch.localazure.servicebus.engine.entity.DestinationSettings;
import io.dropbatch.localazure.servicebus.engine.queue.QueueSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, so that a test can kill it. */
final class BrokerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private BrokerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static BrokerProcess start(Path folder, int port) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        folder.toString(),
                        String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("the broker did not start");
        }
        return new BrokerProcess(process, Integer.parseInt(line));
    }

    int port() {
        return port;
    }

    String connectionString() {
        return "Endpoint=sb://127.0.0.1:" + port
                + ";SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE"
                + ";UseDevelopmentEmulator=true;";
    }

    long cpuMillis() {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(0L);
    }

    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    /** SIGKILL, as hard as it gets. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** The process: a folder and a port as arguments; prints the port once it listens, ends with its parent. */
    public static void main(String[] arguments) throws IOException {
        NamespaceTopology topology = NamespaceTopology.EMPTY
                .with(new NamespaceTopology.Queue(
                        "load",
                        QueueSettings.DEFAULT
                                .withLockDuration(Duration.ofSeconds(2))
                                .withMaxDeliveryCount(1000),
                        DestinationSettings.DEFAULT))
                .withTopic("fan", "left", "right");
        ServiceBusServer server = ServiceBusServer.start(
                ServiceBusOptions.durable(Path.of(arguments[0]), topology).withPort(Integer.parseInt(arguments[1])));
        System.out.println(server.port());
        System.out.flush();
        // The parent keeps our standard input open for as long as it lives.
        System.in.transferTo(OutputStream.nullOutputStream());
        server.close();
    }
}
