package io.dropbatch.submission;

import io.dropbatch.bus.Sender;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.store.Blobs;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.submission.adapter.metrics.MicrometerTally;
import io.dropbatch.submission.adapter.store.BlobApplications;
import io.dropbatch.submission.adapter.store.BlobInbox;
import io.dropbatch.submission.adapter.store.BlobManifests;
import io.dropbatch.submission.adapter.store.BlobPlans;
import io.dropbatch.submission.adapter.store.BlobWorkloads;
import io.dropbatch.submission.adapter.store.LedgerRow;
import io.dropbatch.submission.adapter.store.TableLedger;
import io.dropbatch.submission.adapter.store.TriggerRow;
import io.dropbatch.submission.adapter.store.WaitingDropRow;
import io.dropbatch.submission.app.Submissions;
import io.dropbatch.submission.app.port.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubmissionProperties.class)
class SubmissionConfiguration {

    private static final String TABLE = "submissions";
    private static final Duration SOON = Duration.ofSeconds(5);

    // A bean called like an output binding, such as "submissions", would be taken for its function.
    @Bean
    Submissions submissionUseCases(
            StorageAccount account,
            ContainerNames containers,
            SubmissionProperties properties,
            Sender sender,
            MeterRegistry meters,
            Clock clock) {
        Blobs inbox = account.blobs(containers.inbox());
        Ledger ledger = new TableLedger(
                account.rows(TABLE, LedgerRow.class),
                account.rows(TABLE, WaitingDropRow.class),
                account.rows(TABLE, TriggerRow.class));
        Submissions.Ports ports = new Submissions.Ports(
                new BlobInbox(inbox),
                new BlobWorkloads(account.blobs(containers.workloads())),
                new BlobApplications(account.blobs(containers.applications())),
                new BlobManifests(inbox),
                new BlobPlans(account.blobs(containers.system())),
                ledger,
                new MicrometerTally(meters));
        return Submissions.on(ports, sender::send, clock, properties.grace());
    }

    /** What was missed while the service was away is found early, but not while it is still starting. */
    @Bean
    PeriodicTask inboxSweep(Submissions submissions, SubmissionProperties properties) {
        Duration every = properties.every();
        return PeriodicTask.every(every, "inbox-sweep", submissions.sweepInbox()::sweep)
                .firstAfter(every.compareTo(SOON) < 0 ? every : SOON);
    }
}
