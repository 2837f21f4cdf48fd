package io.dropbatch.results;

import io.dropbatch.bus.Sender;
import io.dropbatch.results.adapter.metrics.MeteredResults;
import io.dropbatch.results.adapter.metrics.MeteredStatusBoard;
import io.dropbatch.results.adapter.store.BlobInbox;
import io.dropbatch.results.adapter.store.BlobManifests;
import io.dropbatch.results.adapter.store.BlobMarkerNotes;
import io.dropbatch.results.adapter.store.BlobOutputs;
import io.dropbatch.results.adapter.store.BlobPlans;
import io.dropbatch.results.adapter.store.BlobStatusBoard;
import io.dropbatch.results.adapter.store.BlobTaskRecords;
import io.dropbatch.results.adapter.store.BlobVerifiedLevels;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.Browse;
import io.dropbatch.results.app.CheckInputs;
import io.dropbatch.results.app.CheckLevel;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.Forget;
import io.dropbatch.results.app.GiveUp;
import io.dropbatch.results.app.Inbox;
import io.dropbatch.results.app.Ledger;
import io.dropbatch.results.app.LevelInspector;
import io.dropbatch.results.app.Manifests;
import io.dropbatch.results.app.MarkerNotes;
import io.dropbatch.results.app.Outputs;
import io.dropbatch.results.app.PackageResults;
import io.dropbatch.results.app.Plans;
import io.dropbatch.results.app.PostStatus;
import io.dropbatch.results.app.ReadAhead;
import io.dropbatch.results.app.Readers;
import io.dropbatch.results.app.Recheck;
import io.dropbatch.results.app.ResultTelemetry;
import io.dropbatch.results.app.ScheduleVerification;
import io.dropbatch.results.app.StatusBoard;
import io.dropbatch.results.app.TaskRecords;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.VerifiedLevels;
import io.dropbatch.results.app.VerifyLevel;
import io.dropbatch.results.domain.Pace;
import io.dropbatch.results.domain.Patience;
import io.dropbatch.results.domain.RunChoice;
import io.dropbatch.results.domain.TaskCheck;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.store.Blobs;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's parts and how they hang together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResultsProperties.class)
class ResultsConfiguration {

    @Bean
    ResultsTable resultsTable(StorageAccount account, ResultsProperties properties) {
        return ResultsTable.of(account, properties.table());
    }

    /** Not named "outputs": that is an output binding, and the framework would take the bean for its function. */
    @Bean
    Outputs taskOutputs(StorageAccount account, ContainerNames containers) {
        return new BlobOutputs(account.blobs(containers.outputs()));
    }

    @Bean
    Manifests manifests(StorageAccount account, ContainerNames containers) {
        return new BlobManifests(account.blobs(containers.outputs()));
    }

    @Bean
    Inbox inbox(StorageAccount account, ContainerNames containers) {
        return new BlobInbox(account.blobs(containers.inbox()));
    }

    @Bean
    StatusBoard statusBoard(StorageAccount account, ContainerNames containers, MeterRegistry meters) {
        return new MeteredStatusBoard(new BlobStatusBoard(account.blobs(containers.inbox())), meters);
    }

    @Bean
    Plans plans(StorageAccount account, ContainerNames containers) {
        return new BlobPlans(system(account, containers));
    }

    @Bean
    VerifiedLevels verifiedLevels(StorageAccount account, ContainerNames containers) {
        return new BlobVerifiedLevels(system(account, containers));
    }

    @Bean
    TaskRecords taskRecords(StorageAccount account, ContainerNames containers) {
        return new BlobTaskRecords(system(account, containers));
    }

    @Bean(destroyMethod = "close")
    Readers readers(ResultsProperties properties) {
        return new Readers(Executors.newFixedThreadPool(
                properties.readers(),
                Thread.ofPlatform().daemon().name("reader-", 1).factory()));
    }

    @Bean
    MarkerNotes markerNotes(StorageAccount account, ContainerNames containers) {
        return new BlobMarkerNotes(system(account, containers));
    }

    @Bean
    ReadAhead readAhead(
            Outputs outputs,
            MarkerNotes notes,
            VerifiedLevels verified,
            Readers readers,
            ResultsProperties properties) {
        return new ReadAhead(outputs, notes, verified, readers, properties.largeLevel());
    }

    @Bean
    LevelInspector levelInspector(
            TaskRecords records, Outputs outputs, ReadAhead readAhead, ResultsProperties properties, Readers readers) {
        TaskCheck check = new TaskCheck(new RunChoice(properties.clockTolerance()));
        return new LevelInspector(records, outputs, readAhead, check, readers);
    }

    @Bean
    TellStatus tellStatus(
            ResultsTable table,
            StatusBoard board,
            Inbox inbox,
            Plans plans,
            ResultsProperties properties,
            Clock clock) {
        return new TellStatus(
                new Ledger(table.drops()),
                new PostStatus(board, inbox),
                plans,
                table.outcomes(),
                new Pace(properties.progressInterval()),
                clock);
    }

    @Bean
    ConcludeJob concludeJob(
            Plans plans, ResultsTable table, PackageResults packages, TellStatus status, Outputs outputs, Clock clock) {
        return new ConcludeJob(plans, table.outcomes(), packages, status, outputs.container(), clock);
    }

    @Bean
    PackageResults packageResults(Manifests manifests, VerifiedLevels verified, LevelInspector inspector) {
        return new PackageResults(manifests, verified, inspector);
    }

    @Bean
    CheckLevel checkLevel(
            LevelInspector inspector,
            VerifiedLevels verified,
            Outputs outputs,
            Readers readers,
            ResultsProperties properties) {
        return new CheckLevel(inspector, verified, new Recheck(outputs, readers), properties.recheck());
    }

    @Bean
    VerifyLevel verifyLevel(
            ResultsTable table,
            VerifiedLevels verified,
            CheckLevel checkLevel,
            Plans plans,
            Inbox inbox,
            ReadAhead readAhead,
            ConcludeJob conclude) {
        return new VerifyLevel(
                table.outcomes(), verified, checkLevel, new CheckInputs(plans, inbox), readAhead, conclude);
    }

    @Bean
    ResultTelemetry resultTelemetry(MeterRegistry meters) {
        return new MeteredResults(meters);
    }

    @Bean
    ScheduleVerification scheduleVerification(
            VerifyLevel verifyLevel, ResultTelemetry telemetry, ResultsProperties properties) {
        return new ScheduleVerification(verifyLevel, telemetry, properties.largeLevel());
    }

    @Bean
    GiveUp giveUp(
            ResultsTable table,
            Plans plans,
            ConcludeJob conclude,
            Sender sender,
            ResultTelemetry telemetry,
            ResultsProperties properties,
            Clock clock) {
        return new GiveUp(
                table.drops(),
                plans,
                conclude,
                reaction -> sender.send(telemetry.concluded(reaction)),
                new Patience(properties.giveUpAfter()),
                clock);
    }

    @Bean
    PeriodicTask silentDropSweep(GiveUp giveUp, ResultsProperties properties) {
        return PeriodicTask.every(properties.sweepEvery(), "silent-drop-sweep", giveUp::sweep);
    }

    @Bean
    PeriodicTask closedDropSweep(ResultsTable table, ResultsProperties properties, Clock clock) {
        Forget forget = new Forget(table.drops(), table.outcomes(), properties.rememberClosed(), clock);
        return PeriodicTask.every(properties.sweepEvery(), "closed-drop-sweep", forget::sweep);
    }

    @Bean
    Browse browse(ResultsTable table, Manifests manifests, Outputs outputs) {
        return new Browse(table.drops(), manifests, outputs);
    }

    private static Blobs system(StorageAccount account, ContainerNames containers) {
        return account.blobs(containers.system());
    }
}
