package io.dropbatch.observability;

import static io.dropbatch.systemtests.fixture.RunningSystem.LIMIT;
import static org.awaitility.Awaitility.await;

import io.dropbatch.systemtests.fixture.BlobEvents;
import io.dropbatch.systemtests.fixture.CompletedDrop;
import io.dropbatch.systemtests.fixture.ExampleWorkloads;
import io.dropbatch.systemtests.fixture.PreparedDrop;
import io.dropbatch.systemtests.fixture.RunningSystem;
import io.dropbatch.systemtests.fixture.Sha256;
import io.dropbatch.systemtests.fixture.StorageFaults;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Drops that succeed, fail, wait and retry while Prometheus looks on; their workloads have names of their own. */
final class ObservedDrops {

    private static final String CRASH = "results.onJob.level-completed.handled";

    private final RunningSystem system;
    private final Path release;
    private final BatchFaults faults;

    /** @param release a file whose creation lets the last drop end */
    ObservedDrops(RunningSystem system, Path release) {
        this.system = system;
        this.release = release;
        this.faults = new BatchFaults(system);
    }

    /** Makes all of them and waits for their outcomes; leaves nothing behind, also when an outcome does not come. */
    void drop() throws IOException {
        publish();
        CompletedDrop heldUp = system.drop("seen-held-up").marker();
        try (PoorPool poor = PoorPool.create(system, faults)) {
            dropWhileOneIsHeldUp();
            poor.awaitSeen();
        } finally {
            faults.disarm();
            Files.createFile(release);
        }
        heldUp.ready();
        system.awaitQuiet();
    }

    private void dropWhileOneIsHeldUp() {
        List<CompletedDrop> good = succeed();
        CompletedDrop partial = system.drop("seen-doing-without").marker();
        List<CompletedDrop> failing = fail();
        List<CompletedDrop> rejected = beRejected();
        eachFile();
        good.forEach(CompletedDrop::ready);
        partial.partial();
        failing.forEach(CompletedDrop::failed);
        rejected.forEach(CompletedDrop::rejected);
        disturb();
    }

    private void publish() {
        named("counting", ExampleWorkloads.COUNTING);
        named("sums", ExampleWorkloads.SUMS);
        named("copies", ExampleWorkloads.COPIES);
        named("doing-without", ExampleWorkloads.DOING_WITHOUT);
        named("shouting", ExampleWorkloads.SHOUTING);
        named("held-up", ExampleWorkloads.heldUpBy(release));
        small("failing", "echo 'no such curve' >&2; exit 3", "retries: 1");
        small("without-output", "true", "");
        small("misspelt", "true", "retrys: 1");
        system.publish(
                "seen-limited",
                workload("limited", 60, "sleep 0.2; echo > out.txt", "")
                        + "limits: { budget: 2 }\npool: { vmSize: Standard_D4s_v5, nodes: { min: 0, max: 1 } }\n");
    }

    private void named(String name, String yaml) {
        system.publish("seen-" + name, yaml.replace("name: " + name + "\n", "name: seen-" + name + "\n"));
    }

    private void small(String name, String command, String more) {
        system.publish("seen-" + name, workload(name, 1, command, more));
    }

    private static String workload(String name, int tasks, String command, String more) {
        return """
                apiVersion: dropbatch/v1
                name: seen-%s
                start: { on: marker }
                tasks:
                  forEach: { repeat: %d }
                  command: "%s"
                  outputs: ["out.txt"]
                  timeout: 1m
                  %s
                """.formatted(name, tasks, command, more);
    }

    private List<CompletedDrop> succeed() {
        List<CompletedDrop> good = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            good.add(system.drop("seen-counting").marker());
        }
        good.add(system.drop("seen-sums")
                .with("numbers.csv", "name,number\na,1\nb,2\nc,3\nd,4\n")
                .with("scale.txt", "10\n")
                .manifest());
        good.add(system.drop("seen-copies")
                .withUnlisted("a.txt", "alpha".repeat(5000))
                .withUnlisted("b.txt", "beta".repeat(9000))
                .marker());
        return good;
    }

    private List<CompletedDrop> fail() {
        return List.of(
                system.drop("seen-failing").marker(),
                system.drop("seen-without-output").marker(),
                system.drop("seen-limited").marker());
    }

    private List<CompletedDrop> beRejected() {
        CompletedDrop misspelt = system.drop("seen-misspelt").marker();
        CompletedDrop incomplete = system.drop("seen-sums")
                .listing("late.csv", 1, Sha256.of(new byte[0]))
                .deadline("6s")
                .manifest();
        return List.of(misspelt, incomplete);
    }

    private void eachFile() {
        PreparedDrop folder = system.drop("seen-shouting");
        CompletedDrop good = folder.file("good.txt", "good");
        CompletedDrop bad = folder.file("bad.txt", "bad");
        good.ready();
        bad.failed();
    }

    /** Lost and repeated events, calls that Batch refuses, a service that dies. */
    private void disturb() {
        faults.arm("{\"throttle\": {\"count\": 3, \"retryAfter\": 1}}");
        system.arm(CRASH);
        StorageFaults.of(system).set("drop=1");
        CompletedDrop lost = system.drop("seen-counting").marker();
        await("a crash").atMost(LIMIT).until(() -> !system.isArmed(CRASH));
        lost.ready();
        new BlobEvents(system).sendCloudEvent(lost.trigger());
        askForWhatIsNotThere();
    }

    private void askForWhatIsNotThere() {
        try (InputStream answer = URI.create(system.address("RESULTS_URL") + "/submissions/nobody-knows-it")
                .toURL()
                .openStream()) {
            throw new AssertionError("an answer of " + answer.readAllBytes().length + " bytes");
        } catch (FileNotFoundException notFound) {
            // As intended.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
