package io.dropbatch.results;

import io.dropbatch.results.adapter.metrics.MeteredResults;
import io.dropbatch.results.adapter.store.BlobAcceptedPlans;
import io.dropbatch.results.adapter.store.BlobCarriedLevels;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.adapter.store.BlobMarkerNotes;
import io.dropbatch.results.adapter.store.BlobResultManifests;
import io.dropbatch.results.adapter.store.BlobStatusBoard;
import io.dropbatch.results.adapter.store.BlobTaskOutputs;
import io.dropbatch.results.adapter.store.BlobTaskRecords;
import io.dropbatch.results.adapter.store.BlobVerifiedLevels;
import io.dropbatch.results.adapter.store.InMemoryResultsTable;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.BrowseResults;
import io.dropbatch.results.app.CancelDrop;
import io.dropbatch.results.app.CheckInputs;
import io.dropbatch.results.app.CheckLevel;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.DropAccountKeeper;
import io.dropbatch.results.app.ExplainFailures;
import io.dropbatch.results.app.OutcomeContext;
import io.dropbatch.results.app.PackageResults;
import io.dropbatch.results.app.PlannedDrops;
import io.dropbatch.results.app.PostStatus;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.VerifyLevel;
import io.dropbatch.results.app.files.CancelFiles;
import io.dropbatch.results.app.files.ConcludeFiles;
import io.dropbatch.results.app.files.PlannedFiles;
import io.dropbatch.results.app.files.VerifyFile;
import io.dropbatch.results.app.find.DescribeDrop;
import io.dropbatch.results.app.find.FindDrops;
import io.dropbatch.results.app.find.ListTasks;
import io.dropbatch.results.app.find.ReadLogs;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.ReadAhead;
import io.dropbatch.results.app.inspect.RecheckOutputs;
import io.dropbatch.results.app.inspect.RecordedTasks;
import io.dropbatch.results.app.inspect.StorageReaders;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.retry.CarryTasks;
import io.dropbatch.results.app.retry.RetryDrop;
import io.dropbatch.results.domain.RecheckLimit;
import io.dropbatch.results.domain.RunChoice;
import io.dropbatch.results.domain.TaskCheck;
import io.dropbatch.results.domain.status.ProgressLimiter;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.InMemoryBlobStore;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

/** The whole service without bus and web, on stores in memory or in an account. */
public final class ResultsFixture implements AutoCloseable {

    private static final int LARGE_LEVEL = 2000;

    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final BlobStore inbox;
    public final BlobStore outputs;
    public final BlobStore system;
    public final ResultsTable table;
    public final AcceptedPlans plans;
    public final TellStatus status;
    public final ReadAhead readAhead;
    public final VerifyLevel verify;
    public final ConcludeJob conclude;
    public final BrowseResults browse;
    public final CancelDrop cancel;
    public final RetryDrop retry;
    public final List<String> checkpoints = new ArrayList<>();
    public final FindDrops find;
    public final DescribeDrop describe;
    public final ListTasks tasks;
    public final ReadLogs logs;
    public final ConcludeFiles files;
    public final CancelFiles cancelFiles;
    private final StorageReaders readers = new StorageReaders(Executors.newFixedThreadPool(16));

    public ResultsFixture(
            BlobStore inbox, BlobStore outputs, BlobStore system, ResultsTable table, Clock clock, RecheckLimit limit) {
        this.inbox = inbox;
        this.outputs = outputs;
        this.system = system;
        this.table = table;
        this.plans = new BlobAcceptedPlans(system);
        ResultTelemetry telemetry = new MeteredResults(meters, Duration.ofSeconds(30), clock);
        OutcomeContext context = new OutcomeContext(outputs.container(), telemetry, clock, checkpoints::add);
        BlobCurrentInputs inputs = new BlobCurrentInputs(inbox);
        BlobTaskOutputs results = new BlobTaskOutputs(outputs);
        BlobResultManifests manifests = new BlobResultManifests(outputs);
        BlobVerifiedLevels verified = new BlobVerifiedLevels(system);
        BlobMarkerNotes notes = new BlobMarkerNotes(system);
        this.readAhead = new ReadAhead(results, notes, verified, readers, LARGE_LEVEL);
        BlobCarriedLevels carried = new BlobCarriedLevels(system);
        RecordedTasks recorded = new RecordedTasks(new BlobTaskRecords(system), carried);
        LevelInspector inspector = new LevelInspector(
                new BlobTaskRecords(system),
                carried,
                results,
                readAhead,
                new TaskCheck(new RunChoice(Duration.ofMinutes(2))),
                readers);
        PostStatus post = new PostStatus(new BlobStatusBoard(inbox), inputs);
        this.status = new TellStatus(
                new DropAccountKeeper(table.drops(), telemetry),
                post,
                plans,
                table.outcomes(),
                new ProgressLimiter(Duration.ofSeconds(1)),
                clock);
        this.conclude = new ConcludeJob(
                new PlannedDrops(plans, inputs),
                table.outcomes(),
                new PackageResults(
                        manifests,
                        verified,
                        carried,
                        inspector,
                        new ExplainFailures(plans, new BlobTaskRecords(system), verified)),
                status,
                context);
        this.cancel = new CancelDrop(status, conclude, telemetry);
        this.retry = new RetryDrop(
                status,
                plans,
                table.outcomes(),
                new CarryTasks(recorded, carried, verified, inspector, () -> checkpoints.add("level-carried")));
        this.verify = new VerifyLevel(
                table.outcomes(),
                verified,
                new CheckLevel(inspector, verified, new RecheckOutputs(results, readers), limit, () -> {}),
                new CheckInputs(plans, inputs),
                readAhead,
                conclude);
        this.files = new ConcludeFiles(
                new PlannedFiles(plans),
                new VerifyFile(
                        new VerifyFile.Ports(inputs, manifests, table.files()),
                        inspector,
                        new RecheckOutputs(results, readers),
                        limit,
                        clock),
                new BlobTaskRecords(system),
                status,
                context);
        this.cancelFiles = new CancelFiles(status, files, telemetry);
        this.browse = new BrowseResults(table.drops(), manifests, results);
        this.find = new FindDrops(table.drops());
        this.describe = new DescribeDrop(table.drops(), plans, recorded, verified);
        this.tasks = new ListTasks(table.drops(), plans, recorded);
        this.logs = new ReadLogs(table.drops(), results);
    }

    public static ResultsFixture inMemory(Clock clock) {
        return inMemory(clock, new RecheckLimit(200, 1 << 20));
    }

    public static ResultsFixture inMemory(Clock clock, RecheckLimit limit) {
        return new ResultsFixture(
                new InMemoryBlobStore("inbox", clock),
                new InMemoryBlobStore("outputs", clock),
                new InMemoryBlobStore("system", clock),
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

    /** Restarts the service: only stored state remains. */
    public ResultsFixture restarted(Clock clock) {
        return new ResultsFixture(inbox, outputs, system, table, clock, new RecheckLimit(200, 1 << 20));
    }

    @Override
    public void close() {
        readers.close();
    }
}
