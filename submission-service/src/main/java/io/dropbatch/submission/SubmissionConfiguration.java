package io.dropbatch.submission;

import io.dropbatch.bus.ConfigurationProblem;
import io.dropbatch.bus.Sender;
import io.dropbatch.store.Blobs;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.submission.SubmissionProperties.Containers;
import io.dropbatch.submission.SubmissionProperties.Storage;
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
import io.dropbatch.submission.app.Ledger;
import io.dropbatch.submission.app.Submissions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the service together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubmissionProperties.class)
class SubmissionConfiguration {

    private static final String TABLE = "submissions";

    @Bean
    StorageAccount storageAccount(SubmissionProperties properties) {
        Storage storage = properties.storage();
        try {
            return StorageAccount.connect(storage.connectionString(), storage.blobEndpoint(), storage.tableEndpoint());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationProblem(
                    "AZURE_STORAGE_CONNECTION_STRING",
                    "is missing or no connection string; set it, or AZURE_STORAGE_BLOB_ENDPOINT and"
                            + " AZURE_STORAGE_TABLE_ENDPOINT");
        }
    }

    // A bean called like an output binding, such as "submissions", would be taken for its function.
    @Bean
    Submissions submissionUseCases(
            StorageAccount account, SubmissionProperties properties, Sender sender, MeterRegistry meters, Clock clock) {
        Containers containers = properties.containers();
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
        return Submissions.on(ports, sender::send, clock, properties.sweep().grace());
    }

    @Bean
    InboxSweeper inboxSweeper(Submissions submissions, SubmissionProperties properties) {
        return new InboxSweeper(
                submissions.sweepInbox()::sweep, properties.sweep().every());
    }
}
