package io.dropbatch.results;

import io.dropbatch.results.adapter.store.BlobInbox;
import io.dropbatch.results.adapter.store.BlobManifests;
import io.dropbatch.results.adapter.store.BlobMarkerNotes;
import io.dropbatch.results.adapter.store.BlobOutputs;
import io.dropbatch.results.adapter.store.BlobPlans;
import io.dropbatch.results.adapter.store.BlobStatusBoard;
import io.dropbatch.results.adapter.store.BlobTaskRecords;
import io.dropbatch.results.adapter.store.BlobVerifiedLevels;
import io.dropbatch.results.adapter.store.InMemoryResultsTable;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.Browse;
import io.dropbatch.results.app.CheckInputs;
import io.dropbatch.results.app.CheckLevel;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.Ledger;
import io.dropbatch.results.app.PackageResults;
import io.dropbatch.results.app.PostStatus;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.VerifyLevel;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.ReadAhead;
import io.dropbatch.results.app.inspect.Readers;
import io.dropbatch.results.app.inspect.Recheck;
import io.dropbatch.results.app.port.Plans;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.results.domain.RunChoice;
import io.dropbatch.results.domain.TaskCheck;
import io.dropbatch.results.domain.status.Pace;
import io.dropbatch.store.Blobs;
import io.dropbatch.store.InMemoryBlobs;
import io.dropbatch.store.StorageAccount;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;

/** The whole service without bus and web, on stores in memory or in an account. */
public final class ResultsFixture implements AutoCloseable {

    private static final int LARGE_LEVEL = 2000;

    public final Blobs inbox;
    public final Blobs outputs;
    public final Blobs system;
    public final ResultsTable table;
    public final Plans plans;
    public final TellStatus status;
    public final ReadAhead readAhead;
    public final VerifyLevel verify;
    public final ConcludeJob conclude;
    public final Browse browse;
    private final Readers readers = new Readers(Executors.newFixedThreadPool(16));

    public ResultsFixture(
            Blobs inbox, Blobs outputs, Blobs system, ResultsTable table, Clock clock, RecheckLimit limit) {
        this.inbox = inbox;
        this.outputs = outputs;
        this.system = system;
        this.table = table;
        this.plans = new BlobPlans(system);
        BlobInbox inputs = new BlobInbox(inbox);
        BlobOutputs results = new BlobOutputs(outputs);
        BlobManifests manifests = new BlobManifests(outputs);
        BlobVerifiedLevels verified = new BlobVerifiedLevels(system);
        BlobMarkerNotes notes = new BlobMarkerNotes(system);
        this.readAhead = new ReadAhead(results, notes, verified, readers, LARGE_LEVEL);
        LevelInspector inspector = new LevelInspector(
                new BlobTaskRecords(system),
                results,
                readAhead,
                new TaskCheck(new RunChoice(Duration.ofMinutes(2))),
                readers);
        PostStatus post = new PostStatus(new BlobStatusBoard(inbox), inputs);
        this.status = new TellStatus(
                new Ledger(table.drops()), post, plans, table.outcomes(), new Pace(Duration.ofSeconds(1)), clock);
        this.conclude = new ConcludeJob(
                plans,
                table.outcomes(),
                new PackageResults(manifests, verified, inspector),
                status,
                outputs.container(),
                clock);
        this.verify = new VerifyLevel(
                table.outcomes(),
                verified,
                new CheckLevel(inspector, verified, new Recheck(results, readers), limit),
                new CheckInputs(plans, inputs),
                readAhead,
                conclude);
        this.browse = new Browse(table.drops(), manifests, results);
    }

    public static ResultsFixture inMemory(Clock clock) {
        return inMemory(clock, new RecheckLimit(200, 1 << 20));
    }

    public static ResultsFixture inMemory(Clock clock, RecheckLimit limit) {
        return new ResultsFixture(
                new InMemoryBlobs("inbox", clock),
                new InMemoryBlobs("outputs", clock),
                new InMemoryBlobs("system", clock),
                InMemoryResultsTable.create(),
                clock,
                limit);
    }

    /** Containers and table of their own in the account, which may hold those of other fixtures. */
    public static ResultsFixture in(StorageAccount account, Clock clock) {
        String own = UUID.randomUUID().toString();
        for (String name : new String[] {"inbox-" + own, "outputs-" + own, "system-" + own}) {
            account.blobClient().createBlobContainer(name);
        }
        return new ResultsFixture(
                account.blobs("inbox-" + own),
                account.blobs("outputs-" + own),
                account.blobs("system-" + own),
                ResultsTable.of(account, "results" + own.replace("-", "")),
                clock,
                new RecheckLimit(200, 1 << 20));
    }

    /** The same service started anew: what it remembered is gone, what it stored is there. */
    public ResultsFixture restarted(Clock clock) {
        return new ResultsFixture(inbox, outputs, system, table, clock, new RecheckLimit(200, 1 << 20));
    }

    @Override
    public void close() {
        readers.close();
    }
}
