package io.dropbatch.submission;

import io.dropbatch.bus.CrashPoints;
import io.dropbatch.bus.MessageSender;
import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.planning.parser.FastCsvFieldParser;
import io.dropbatch.planning.parser.JacksonLineParser;
import io.dropbatch.planning.plan.RowParsers;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.service.NeededContainers;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
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
import io.dropbatch.submission.adapter.store.window.TableWindowStore;
import io.dropbatch.submission.app.PlanMap;
import io.dropbatch.submission.app.SubmissionUseCases;
import io.dropbatch.submission.app.port.DecisionMetrics;
import io.dropbatch.submission.app.port.DropDecisionStore;
import io.dropbatch.submission.app.window.FileUseCases;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the use cases of submission-service to their adapters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubmissionProperties.class)
class SubmissionConfiguration {

    private static final String TABLE = "submissions";
    private static final String MAP_WRITTEN = "submission.map-written";
    private static final Duration SOON = Duration.ofSeconds(5);

    @Bean
    static NeededContainers neededContainers() {
        return NeededContainers.of(
                ContainerNames::inbox,
                ContainerNames::workloads,
                ContainerNames::applications,
                ContainerNames::outputs,
                ContainerNames::system);
    }

    @Bean
    DecisionMetrics decisionMetrics(MeterRegistry meters, Clock clock) {
        return new MicrometerDecisionMetrics(meters, clock);
    }

    // Spring takes a bean with the name of an output binding, such as "submissions", for that binding's function.
    @Bean
    SubmissionUseCases submissionUseCases(
            StorageAccount account,
            ContainerNames containers,
            SubmissionProperties properties,
            MessageSender sender,
            DecisionMetrics metrics,
            MeterRegistry meters,
            DropTraces traces,
            CrashPoints crashPoints,
            Clock clock) {
        BlobStore inbox = account.blobs(containers.inbox());
        DropDecisionStore ledger = new TableDropDecisionStore(
                account.rows(TABLE, DropDecisionRow.class),
                account.rows(TABLE, WaitingDropRow.class),
                account.rows(TABLE, TriggerRow.class));
        SubmissionUseCases.Ports ports = new SubmissionUseCases.Ports(
                new BlobInbox(inbox),
                new RowParsers(new FastCsvFieldParser(), new JacksonLineParser()),
                new BlobWorkloadCatalog(account.blobs(containers.workloads())),
                new BlobApplicationCatalog(account.blobs(containers.applications())),
                new BlobDropManifests(inbox),
                new BlobPlanWriter(account.blobs(containers.system())),
                ledger,
                metrics,
                new FileUseCases.Ports(
                        TableWindowStore.of(account, TABLE),
                        new BlobSealedWindows(account.blobs(containers.system())),
                        new MicrometerWindowMetrics(meters)),
                new PlanMap.Ports(
                        new BlobSplitRecords(account.blobs(containers.system())),
                        new BlobInbox(account.blobs(containers.outputs())),
                        () -> crashPoints.reached(MAP_WRITTEN)),
                traces);
        return SubmissionUseCases.on(ports, sender::send, clock, properties.grace());
    }

    /**
     * The first sweep soon after the start finds what was missed while the service was down; it does not run during the
     * start.
     */
    @Bean
    PeriodicTask inboxSweep(SubmissionUseCases useCases, SubmissionProperties properties, MeterRegistry meters) {
        Duration every = properties.every();
        Runnable sweep = new SweepMeter(meters, "inbox").timed(useCases.sweepInbox()::sweep);
        return PeriodicTask.every(every, "inbox-sweep", sweep).firstAfter(every.compareTo(SOON) < 0 ? every : SOON);
    }

    @Bean
    PeriodicTask fileSweep(SubmissionUseCases useCases, SubmissionProperties properties, MeterRegistry meters) {
        Duration every = properties.every();
        Runnable sweep = new SweepMeter(meters, "files").timed(useCases.files().sweepFiles()::sweep);
        return PeriodicTask.every(every, "file-sweep", sweep).firstAfter(every.compareTo(SOON) < 0 ? every : SOON);
    }
}
