package io.dropbatch.submission.app;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.drop.DropTrigger;
import io.dropbatch.model.event.DomainEvent;
import io.dropbatch.model.event.HandlerResult;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.drop.SeenBlob;
import io.dropbatch.planning.parser.FastCsvFieldParser;
import io.dropbatch.planning.parser.JacksonLineParser;
import io.dropbatch.planning.plan.RowParsers;
import io.dropbatch.store.BlobDetails;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.InMemoryBlobStore;
import io.dropbatch.store.InMemoryRowStore;
import io.dropbatch.store.RowStore;
import io.dropbatch.submission.adapter.metrics.MicrometerDecisionMetrics;
import io.dropbatch.submission.adapter.metrics.MicrometerWindowMetrics;
import io.dropbatch.submission.adapter.store.BlobApplicationCatalog;
import io.dropbatch.submission.adapter.store.BlobDropManifests;
import io.dropbatch.submission.adapter.store.BlobInbox;
import io.dropbatch.submission.adapter.store.BlobPlanWriter;
import io.dropbatch.submission.adapter.store.BlobSplitRecords;
import io.dropbatch.submission.adapter.store.BlobWorkloadCatalog;
import io.dropbatch.submission.adapter.store.DropDecisionRow;
import io.dropbatch.submission.adapter.store.TableDropDecisionStore;
import io.dropbatch.submission.adapter.store.TriggerRow;
import io.dropbatch.submission.adapter.store.WaitingDropRow;
import io.dropbatch.submission.adapter.store.window.BlobSealedWindows;
import io.dropbatch.submission.adapter.store.window.FileDecisionRow;
import io.dropbatch.submission.adapter.store.window.TableWindowStore;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.WindowMetrics;
import io.dropbatch.submission.app.port.WindowStore;
import io.dropbatch.submission.app.window.FileUseCases;
import io.dropbatch.submission.domain.window.SealReason;
import io.dropbatch.testing.SettableClock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The service's use cases on stores in memory, with methods that act as users, the bus and the clock. */
final class SubmissionFixture {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    final SettableClock clock = new SettableClock(NOON);
    final BlobStore inbox = new InMemoryBlobStore("inbox", clock);
    final BlobStore system = new InMemoryBlobStore("system", clock);
    final BlobStore outputs = new InMemoryBlobStore("outputs", clock);
    final BlobStore applications = new InMemoryBlobStore("applications", clock);
    final BlobStore workloads = new InMemoryBlobStore("workloads", clock);
    final Inbox drops = mock(Inbox.class, delegatesTo(new BlobInbox(inbox)));
    final List<HandlerResult> swept = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DecisionMetrics decisionMetrics = new MicrometerDecisionMetrics(meters, clock);
    private final WindowMetrics windowMetrics = new MicrometerWindowMetrics(meters);
    private final RowStore<DropDecisionRow> decisions = new InMemoryRowStore<>();
    private final RowStore<WaitingDropRow> waiting = new InMemoryRowStore<>();
    private final RowStore<TriggerRow> triggers = new InMemoryRowStore<>();
    final RowStore<FileDecisionRow> files = new InMemoryRowStore<>();
    final WindowStore windows =
            new TableWindowStore(new InMemoryRowStore<>(), files, new InMemoryRowStore<>(), new InMemoryRowStore<>());
    Runnable beforeHead = () -> {};
    SubmissionUseCases useCases = start();

    /** Restarts the service: only stored state remains. */
    SubmissionUseCases start() {
        useCases = on(swept::add);
        return useCases;
    }

    SweepInbox sweepThatSends(Consumer<HandlerResult> announce) {
        return on(announce).sweepInbox();
    }

    private SubmissionUseCases on(Consumer<HandlerResult> announce) {
        DropDecisionStore ledger = new TableDropDecisionStore(decisions, waiting, triggers);
        SubmissionUseCases.Ports ports = new SubmissionUseCases.Ports(
                drops,
                new RowParsers(new FastCsvFieldParser(), new JacksonLineParser()),
                new BlobWorkloadCatalog(workloads),
                new BlobApplicationCatalog(applications),
                new BlobDropManifests(inbox),
                new BlobPlanWriter(system),
                ledger,
                decisionMetrics,
                new FileUseCases.Ports(windows, new BlobSealedWindows(system), windowMetrics),
                new PlanMap.Ports(new BlobSplitRecords(system), new BlobInbox(outputs), beforeHead),
                DropTraces.none());
        return SubmissionUseCases.on(ports, announce, clock, Duration.ofSeconds(10));
    }

    void workload(String name, String rest) {
        write(workloads, name + ".yaml", "apiVersion: dropbatch/v1\nname: " + name + "\n" + rest);
    }

    /** A workload with one task for each CSV file. */
    void csvWorkload(String name) {
        workload(name, "tasks: { forEach: { file: '**/*.csv' }, command: x, outputs: [y] }\n");
    }

    String write(BlobStore blobs, String path, String content) {
        return blobs.write(path, content.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    /** Uploads without its event being delivered. */
    SeenBlob upload(String path, String content) {
        write(inbox, path, content);
        return seen(path);
    }

    /** Uploads and delivers the event. */
    HandlerResult drop(String path, String content) {
        return deliver(upload(path, content));
    }

    HandlerResult deliver(SeenBlob blob) {
        return useCases.noteArrival().arrived("inbox", blob.path(), blob.etag());
    }

    SeenBlob seen(String path) {
        BlobDetails facts = inbox.facts(path).orElseThrow();
        return new SeenBlob(path, facts.bytes(), facts.etag(), facts.md5(), facts.lastModified());
    }

    /** Handles the command in the reaction when it is time to. */
    HandlerResult lookAgain(HandlerResult result) {
        SubmissionCommand.LookAgain command =
                (SubmissionCommand.LookAgain) result.commands().getFirst();
        if (command.notBefore() != null && command.notBefore().isAfter(clock.instant())) {
            clock.advance(Duration.between(clock.instant(), command.notBefore()));
        }
        return useCases.acceptDrop().lookAgain(command);
    }

    static <T extends DomainEvent> T only(HandlerResult result, Class<T> type) {
        if (result.announcements().size() != 1) {
            throw new AssertionError("one announcement expected: " + result);
        }
        return type.cast(result.announcements().getFirst());
    }

    String sharedList(SubmissionId submission) {
        byte[] list =
                system.read(SystemLayout.sharedList(submission)).orElseThrow().bytes();
        return new String(list, StandardCharsets.UTF_8);
    }

    Plan plan(SubmissionId submission) {
        return ModelJson.read(
                system.read(SystemLayout.plan(submission)).orElseThrow().bytes(), Plan.class);
    }

    List<PlannedTask> tasks(SubmissionId submission) {
        return IntStream.range(0, plan(submission).slices())
                .mapToObj(slice -> system.read(SystemLayout.planSlice(submission, slice)))
                .flatMap(blob -> new String(blob.orElseThrow().bytes(), StandardCharsets.UTF_8).lines())
                .map(line -> ModelJson.read(line, PlannedTask.class))
                .toList();
    }

    static DropTrigger trigger(SeenBlob blob) {
        return blob.asTrigger("inbox");
    }

    /** What a counter has counted so far, over all labels that are not given. */
    double counted(String name, String... labels) {
        return meters.find(name).tags(labels).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** The codes that drops were rejected with, once for each drop. */
    List<FailureCode> rejections() {
        return meters.find("dropbatch.drops").tag("outcome", "rejected").counters().stream()
                .flatMap(codes ->
                        Collections.nCopies(
                                (int) codes.count(),
                                FailureCode.of(String.valueOf(codes.getId().getTag("code"))))
                                .stream())
                .toList();
    }

    /** How many windows were sealed for the reason. */
    double sealed(SealReason reason) {
        return counted("dropbatch.windows.sealed", "reason", reason.name().toLowerCase(Locale.ROOT));
    }
}
