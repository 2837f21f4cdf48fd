package io.dropbatch.results;

import io.dropbatch.localazure.servicebus.ServiceBusOptions;
import io.dropbatch.localazure.servicebus.ServiceBusServer;
import io.dropbatch.localazure.servicebus.TopologyReader;
import io.dropbatch.localazure.storage.StorageOptions;
import io.dropbatch.localazure.storage.StorageServer;
import io.dropbatch.localazure.storage.StorageTopologyReader;
import io.dropbatch.model.id.TaskId;
import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.store.StorageAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** The running service with drops as the console shows them: one that failed twelve times for one cause, one that runs ... */
public final class ConsoleStage implements AutoCloseable {

    private static final Path TOPOLOGY = Path.of("..", "deploy", "local");
    private static final int INPUTS = 40;
    private static final String PICTURE =
            "<svg xmlns='http://www.w3.org/2000/svg' width='120' height='80' onload='document.title=\"broken\"'>"
                    + "<rect width='120' height='80' fill='#1a56ad'/><script>document.title='broken'</script></svg>";

    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>\u202e{{1+1}}\u0007";

    private static final String TABLE = "name;value\n\"a;b\";1\n<b>x</b>;2\n";

    private final ServiceBusServer bus;
    private final StorageServer storage;
    private final ServletWebServerApplicationContext service;
    private final ResultsFixture drops;
    private final Instant now = Instant.now();

    private ConsoleStage(ServiceBusServer bus, StorageServer storage, String... settings) {
        this.bus = bus;
        this.storage = storage;
        StorageAccount account = StorageAccount.connect(storage.connectionString(), null, null);
        this.drops = new ResultsFixture(
                account.blobs("inbox"),
                account.blobs("outputs"),
                account.blobs("system"),
                ResultsTable.of(account, "results"),
                Clock.systemUTC(),
                new RecheckLimit(0, 0));
        this.service = (ServletWebServerApplicationContext)
                new SpringApplicationBuilder(ResultsApplication.class).run(settings);
    }

    /** @param settings of the service, besides the addresses */
    static ConsoleStage open(Path folder, int port, String... settings) throws IOException {
        ServiceBusServer bus = ServiceBusServer.start(
                ServiceBusOptions.inMemory(TopologyReader.read(TOPOLOGY.resolve("servicebus.json"))));
        StorageServer storage = StorageServer.start(
                StorageOptions.in(folder).withTopology(StorageTopologyReader.read(TOPOLOGY.resolve("storage.json"))));
        String[] all = new String[settings.length + 5];
        all[0] = "--server.port=" + port;
        all[1] = "--AZURE_SERVICEBUS_CONNECTION_STRING=" + bus.connectionString();
        all[2] = "--AZURE_STORAGE_CONNECTION_STRING=" + storage.connectionString();
        all[3] = "--AZURE_SERVICEBUS_ADMINISTRATION_ENDPOINT=" + bus.administrationEndpoint();
        all[4] = "--dropbatch.results.dead-letters.enabled=true";
        System.arraycopy(settings, 0, all, 5, settings.length);
        return new ConsoleStage(bus, storage, all);
    }

    BuriedMessages messages() {
        return new BuriedMessages(bus.connectionString());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + service.getWebServer().getPort());
    }

    /** The drops that every page is looked at with, the oldest first. */
    ConsoleStage withDrops() {
        runs("stoppable", 400);
        waits();
        succeeded();
        runs("running", 60);
        failed();
        return this;
    }

    /** Messages that nobody handled, of queues that this service does not listen to. */
    ConsoleStage withDeadLetters() {
        try (BuriedMessages buried = messages()) {
            buried.bury("storage-events", HOSTILE, "{\"eventType\":\"Microsoft.Storage.BlobCreated\"}", "");
            buried.bury("task-signals", "a long body, ".repeat(1000));
            buried.bury(
                    "scheduler-work",
                    IntStream.rangeClosed(1, 22)
                            .mapToObj(number -> "command " + number)
                            .toArray(String[]::new));
        }
        return this;
    }

    /** A drop of many tasks, of which one in a hundred failed. */
    ConsoleStage withVastDrop(int tasks) {
        DropScenario drop = DropScenario.vast(drops, now, "vast", tasks);
        drops.status.accepted(drop.acceptedFact());
        Failure first = null;
        for (int index = 1; index <= tasks; index++) {
            TaskId task = TaskId.of(0, index);
            if (index % 100 != 1) {
                drop.succeeded(task, "node-1");
                continue;
            }
            String log = drop.base(task, "run") + "logs/stderr.txt";
            Failure why = new Failure(
                    FailureCode.USER_EXIT, "The command ended with exit code 3.", task.value(), 3, "no strike", log);
            drop.failed(task, why);
            first = first == null ? why : first;
        }
        drops.outputs.write(
                drop.base(TaskId.of(0, 1), "run") + "logs/stderr.txt", DropScenario.bytes("no strike\n"), "text/plain");
        drops.verify.verify(drop.levelCompleted(0, first));
        return this;
    }

    private DropScenario accepted(String name, long minutesAgo, Integer... levels) {
        DropScenario drop = DropScenario.accepted(drops, now.minus(Duration.ofMinutes(minutesAgo)), name, levels);
        drops.status.accepted(drop.acceptedFact());
        return drop;
    }

    private void waits() {
        DropScenario drop = accepted("queued", 300, 10);
        drops.status.moved(drop.movedFact(3, now));
    }

    private void succeeded() {
        DropScenario drop = accepted("ready", 200, 4, 1);
        drops.status.quoted(drop.quotedFact());
        drops.status.scheduled(drop.scheduledFact(0));
        drops.status.started(drop.startedFact());
        drop.levelRuns(0);
        drops.verify.verify(drop.levelCompleted(0));
        drop.taskUploads(TaskId.of(1, 1), Map.of("picture.svg", PICTURE, "table.csv", TABLE, "words.txt", "hello\n"));
        drops.verify.verify(drop.levelCompleted(1));
        drops.status.metered(drop.meteredFact("1.25", now));
    }

    private void runs(String name, long minutesAgo) {
        DropScenario drop = accepted(name, minutesAgo, INPUTS, 1);
        drops.status.scheduled(drop.scheduledFact(0));
        drops.status.started(drop.startedFact());
        drops.status.progressed(drop.progressedFact(0, 17));
    }

    private void failed() {
        DropScenario drop = accepted("failed", 30, INPUTS);
        drops.status.scheduled(drop.scheduledFact(0));
        drops.status.started(drop.startedFact());
        Failure first = null;
        for (int index = 1; index <= INPUTS; index++) {
            TaskId task = TaskId.of(0, index);
            if (index % 3 != 0 || index > 36) {
                drop.taskRuns(task, "node-1", "run", "output");
                continue;
            }
            String log = drop.base(task, "run") + "logs/stderr.txt";
            String words = "no column 'strike' in in-" + index + ".txt";
            drops.outputs.write(log, DropScenario.bytes(longLog(index) + words + "\n"), "text/plain");
            Failure why = new Failure(
                    FailureCode.USER_EXIT, "The command ended with exit code 3.", task.value(), 3, words, log);
            drop.failed(task, why);
            first = first == null ? why : first;
        }
        drops.verify.verify(drop.levelCompleted(0, first));
    }

    private static String longLog(int task) {
        StringBuilder lines = new StringBuilder();
        for (int line = 1; line <= 4000; line++) {
            lines.append(String.format(Locale.ROOT, "task %d reads row %d of <script>alert(1)</script>%n", task, line));
        }
        return lines.toString();
    }

    @Override
    public void close() {
        service.close();
        drops.close();
        storage.close();
        bus.close();
    }

    /** Keeps the stage open, to look at the console. Arguments: the port, and settings of the service. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("console-stage");
        String[] settings = Arrays.copyOfRange(arguments, 1, arguments.length);
        try (ConsoleStage stage = open(folder, Integer.parseInt(arguments[0]), settings)) {
            System.out.println(stage.withDrops().withDeadLetters().address());
            Thread.currentThread().join();
        }
    }
}
