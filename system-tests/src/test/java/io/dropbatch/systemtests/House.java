package io.dropbatch.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.microsoft.azure.batch.BatchClient;
import com.microsoft.azure.batch.auth.BatchSharedKeyCredentials;
import io.dropbatch.model.event.EventTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The system as {@code ./dropbatch up} starts it, in a folder of its own, and the clients of its users. One system
 * serves all tests; each test makes its own drops.
 */
final class House implements AutoCloseable {

    /** For anything that has to happen; generous, since the machine may be busy. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Pattern LOCK = Pattern.compile("(\"LockDuration\": *)\"[^\"]*\"");
    private static final Duration START_LIMIT = Duration.ofMinutes(6);
    private static final List<String> SERVICES = List.of("submission", "scheduler", "monitor", "results");

    private final Path project;
    private final Path home;
    private final Map<String, String> addresses;
    private final BlobServiceClient storage;
    private final Map<EventTopic, Announcements> announcements = new EnumMap<>(EventTopic.class);
    private final AtomicInteger drops = new AtomicInteger();

    private House(Path project, Path home) {
        this.project = project;
        this.home = home;
        this.addresses = readAddresses();
        this.storage = new BlobServiceClientBuilder()
                .connectionString(address("AZURE_STORAGE_CONNECTION_STRING"))
                .buildClient();
        for (EventTopic topic : EventTopic.values()) {
            announcements.put(topic, new Announcements(address("AZURE_SERVICEBUS_CONNECTION_STRING"), topic));
        }
    }

    static House start() {
        Path project = Path.of("..").toAbsolutePath().normalize();
        Path home = Path.of("target", "house").toAbsolutePath();
        deleteFolder(home);
        try {
            Files.createDirectories(home.resolve("crash"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> up = List.of(
                "up",
                "--detach",
                "--no-fast-start",
                "--service-bus-config",
                shortLocks(project, home).toString());
        try {
            dropbatch(project, home, START_LIMIT, up).andWell();
            return new House(project, home);
        } catch (RuntimeException | AssertionError e) {
            dropbatch(project, home, START_LIMIT, List.of("down"));
            throw e;
        }
    }

    /** The same topology, but a message that a killed service held comes again after five seconds. */
    private static Path shortLocks(Path project, Path home) {
        Path copy = home.resolve("servicebus.json");
        try {
            String usual = Files.readString(project.resolve("deploy/local/servicebus.json"), UTF_8);
            return Files.writeString(copy, LOCK.matcher(usual).replaceAll("$1\"PT5S\""), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Commands.Ended dropbatch(Path project, Path home, Duration limit, List<String> arguments) {
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "DROPBATCH_NO_BUILD",
                "1",
                "DROPBATCH_HOME",
                home.toString(),
                "DROPBATCH_TESTING_CRASH_POINTS",
                home.resolve("crash").toString(),
                "DROPBATCH_SWEEP_EVERY",
                "2s",
                "DROPBATCH_SWEEP_GRACE",
                "3s",
                // A level of a hundred tasks is handled like one with many thousands.
                "DROPBATCH_RESULTS_LARGELEVEL",
                "100");
        List<String> words =
                new ArrayList<>(List.of(project.resolve("dropbatch").toString()));
        words.addAll(arguments);
        return Commands.run(project, environment, home.resolve(arguments.get(0) + ".out"), limit, words);
    }

    /** Runs the {@code dropbatch} command against this system. */
    Commands.Ended dropbatch(String... arguments) {
        return dropbatch(project, home, LIMIT, List.of(arguments));
    }

    private Map<String, String> readAddresses() {
        try {
            return Files.readAllLines(home.resolve("local.env"), UTF_8).stream()
                    .filter(line -> line.contains("='"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf('=')),
                            line -> line.substring(line.indexOf('=') + 2, line.length() - 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code local.env} says. */
    String address(String variable) {
        String value = addresses.get(variable);
        if (value == null) {
            throw new AssertionError("local.env lacks " + variable);
        }
        return value;
    }

    Map<String, String> addresses() {
        return addresses;
    }

    Path home() {
        return home;
    }

    Path project() {
        return project;
    }

    BlobContainerClient container(String name) {
        return storage.getBlobContainerClient(name);
    }

    Announcements announcements(EventTopic topic) {
        return announcements.get(topic);
    }

    BatchClient batch() {
        return BatchClient.open(new BatchSharedKeyCredentials(
                address("AZURE_BATCH_ENDPOINT"), address("AZURE_BATCH_ACCOUNT"), address("AZURE_BATCH_ACCESS_KEY")));
    }

    /** Puts a workload into the container {@code workloads}. */
    void publish(String workload, String yaml) {
        container("workloads").getBlobClient(workload + ".yaml").upload(BinaryData.fromString(yaml), true);
    }

    /** Begins a drop under a name of its own. */
    Drop drop(String workload) {
        return new Drop(this, workload + "/drop-" + drops.incrementAndGet() + "/");
    }

    Processes processes() {
        return new Processes(home.resolve("run"));
    }

    /** Makes a service halt once when it comes to the point. */
    void arm(String point) {
        try {
            Files.createFile(home.resolve("crash").resolve(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isArmed(String point) {
        return Files.exists(home.resolve("crash").resolve(point));
    }

    /** Waits until nothing that earlier drops have set off is under way any more. */
    void awaitQuiet() {
        Quiet.await(SERVICES.stream()
                .map(service -> address(service.toUpperCase(Locale.ROOT) + "_URL"))
                .toList());
    }

    @Override
    public void close() {
        announcements.values().forEach(Announcements::close);
        dropbatch("down").andWell();
    }

    private static void deleteFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
