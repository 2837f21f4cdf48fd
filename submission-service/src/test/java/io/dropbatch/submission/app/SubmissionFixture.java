package io.dropbatch.submission.app;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.mock;

import io.dropbatch.codec.Json;
import io.dropbatch.model.drop.Trigger;
import io.dropbatch.model.event.Announcement;
import io.dropbatch.model.event.Reaction;
import io.dropbatch.model.event.SubmissionAccepted;
import io.dropbatch.model.event.SubmissionRejected;
import io.dropbatch.model.id.SubmissionId;
import io.dropbatch.model.layout.SystemLayout;
import io.dropbatch.model.outcome.FailureCode;
import io.dropbatch.model.plan.Plan;
import io.dropbatch.model.plan.PlannedTask;
import io.dropbatch.store.BlobFacts;
import io.dropbatch.store.Blobs;
import io.dropbatch.store.InMemoryBlobs;
import io.dropbatch.store.InMemoryRows;
import io.dropbatch.store.Rows;
import io.dropbatch.submission.adapter.store.BlobApplications;
import io.dropbatch.submission.adapter.store.BlobInbox;
import io.dropbatch.submission.adapter.store.BlobManifests;
import io.dropbatch.submission.adapter.store.BlobPlans;
import io.dropbatch.submission.adapter.store.BlobWorkloads;
import io.dropbatch.submission.adapter.store.LedgerRow;
import io.dropbatch.submission.adapter.store.TableLedger;
import io.dropbatch.submission.adapter.store.TriggerRow;
import io.dropbatch.submission.adapter.store.WaitingDropRow;
import io.dropbatch.submission.app.port.Inbox;
import io.dropbatch.submission.app.port.Ledger;
import io.dropbatch.submission.app.port.SubmissionCommand;
import io.dropbatch.submission.app.port.Tally;
import io.dropbatch.submission.domain.SeenBlob;
import io.dropbatch.testing.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The service's use cases on stores in memory, driven as users, the bus and the clock would. */
final class SubmissionFixture {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    final SettableClock clock = new SettableClock(NOON);
    final Blobs inbox = new InMemoryBlobs("inbox", clock);
    final Blobs system = new InMemoryBlobs("system", clock);
    final Blobs applications = new InMemoryBlobs("applications", clock);
    final Blobs workloads = new InMemoryBlobs("workloads", clock);
    final Inbox drops = mock(Inbox.class, delegatesTo(new BlobInbox(inbox)));
    final List<Reaction> swept = new ArrayList<>();
    final List<FailureCode> rejections = new ArrayList<>();
    int recovered;
    private final Rows<LedgerRow> decisions = new InMemoryRows<>();
    private final Rows<WaitingDropRow> waiting = new InMemoryRows<>();
    private final Rows<TriggerRow> triggers = new InMemoryRows<>();
    Submissions submissions = start();

    /** As after a restart: what is only remembered is gone. */
    Submissions start() {
        submissions = on(swept::add);
        return submissions;
    }

    SweepInbox sweepThatSends(Consumer<Reaction> announce) {
        return on(announce).sweepInbox();
    }

    private Submissions on(Consumer<Reaction> announce) {
        Ledger ledger = new TableLedger(decisions, waiting, triggers);
        Submissions.Ports ports = new Submissions.Ports(
                drops,
                new BlobWorkloads(workloads),
                new BlobApplications(applications),
                new BlobManifests(inbox),
                new BlobPlans(system),
                ledger,
                new CountingTally());
        return Submissions.on(ports, announce, clock, Duration.ofSeconds(10));
    }

    void workload(String name, String rest) {
        write(workloads, name + ".yaml", "apiVersion: dropbatch/v1\nname: " + name + "\n" + rest);
    }

    /** A workload with one task for each CSV file. */
    void csvWorkload(String name) {
        workload(name, "tasks: { forEach: { file: '**/*.csv' }, command: x, outputs: [y] }\n");
    }

    String write(Blobs blobs, String path, String content) {
        return blobs.write(path, content.getBytes(StandardCharsets.UTF_8), "text/plain");
    }

    /** Uploads without its event being delivered. */
    SeenBlob upload(String path, String content) {
        write(inbox, path, content);
        return seen(path);
    }

    /** Uploads and delivers the event. */
    Reaction drop(String path, String content) {
        return deliver(upload(path, content));
    }

    Reaction deliver(SeenBlob blob) {
        return submissions.noteArrival().arrived("inbox", blob.path(), blob.etag());
    }

    SeenBlob seen(String path) {
        BlobFacts facts = inbox.facts(path).orElseThrow();
        return new SeenBlob(path, facts.bytes(), facts.etag(), facts.md5(), facts.lastModified());
    }

    /** Handles the command in the reaction when it is time to. */
    Reaction lookAgain(Reaction reaction) {
        SubmissionCommand.LookAgain command =
                (SubmissionCommand.LookAgain) reaction.commands().getFirst();
        if (command.notBefore() != null && command.notBefore().isAfter(clock.instant())) {
            clock.advance(Duration.between(clock.instant(), command.notBefore()));
        }
        return submissions.acceptDrop().lookAgain(command);
    }

    static <T extends Announcement> T only(Reaction reaction, Class<T> type) {
        if (reaction.announcements().size() != 1) {
            throw new AssertionError("one announcement expected: " + reaction);
        }
        return type.cast(reaction.announcements().getFirst());
    }

    Plan plan(SubmissionId submission) {
        return Json.read(
                system.read(SystemLayout.plan(submission)).orElseThrow().bytes(), Plan.class);
    }

    List<PlannedTask> tasks(SubmissionId submission) {
        return IntStream.range(0, plan(submission).slices())
                .mapToObj(slice -> system.read(SystemLayout.planSlice(submission, slice)))
                .flatMap(blob -> new String(blob.orElseThrow().bytes(), StandardCharsets.UTF_8).lines())
                .map(line -> Json.read(line, PlannedTask.class))
                .toList();
    }

    static Trigger trigger(SeenBlob blob) {
        return blob.asTrigger("inbox");
    }

    private final class CountingTally implements Tally {
        @Override
        public void accepted(SubmissionAccepted submission) {}

        @Override
        public void rejected(SubmissionRejected submission) {
            rejections.add(submission.failure().code());
        }

        @Override
        public void recovered() {
            recovered++;
        }

        @Override
        public void waiting(int drops) {}

        @Override
        public void swept(Duration took) {}
    }
}
