package io.dropbatch.results;

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
import io.dropbatch.results.app.inspect.Readers;
import io.dropbatch.results.app.port.Inbox;
import io.dropbatch.results.app.port.Manifests;
import io.dropbatch.results.app.port.MarkerNotes;
import io.dropbatch.results.app.port.Outputs;
import io.dropbatch.results.app.port.Plans;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.store.Blobs;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service reaches outside of itself. */
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

    @Bean
    MarkerNotes markerNotes(StorageAccount account, ContainerNames containers) {
        return new BlobMarkerNotes(system(account, containers));
    }

    @Bean(destroyMethod = "close")
    Readers readers(ResultsProperties properties) {
        return new Readers(Executors.newFixedThreadPool(
                properties.readers(),
                Thread.ofPlatform().daemon().name("reader-", 1).factory()));
    }

    @Bean
    ResultTelemetry resultTelemetry(MeterRegistry meters) {
        return new MeteredResults(meters);
    }

    private static Blobs system(StorageAccount account, ContainerNames containers) {
        return account.blobs(containers.system());
    }
}
