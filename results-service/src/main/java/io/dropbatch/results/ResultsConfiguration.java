package io.dropbatch.results;

import io.dropbatch.results.adapter.metrics.MeteredResults;
import io.dropbatch.results.adapter.metrics.MeteredStatusBoard;
import io.dropbatch.results.adapter.store.BlobAcceptedPlans;
import io.dropbatch.results.adapter.store.BlobCarriedLevels;
import io.dropbatch.results.adapter.store.BlobCurrentInputs;
import io.dropbatch.results.adapter.store.BlobMarkerNotes;
import io.dropbatch.results.adapter.store.BlobResultManifests;
import io.dropbatch.results.adapter.store.BlobStatusBoard;
import io.dropbatch.results.adapter.store.BlobTaskOutputs;
import io.dropbatch.results.adapter.store.BlobTaskRecords;
import io.dropbatch.results.adapter.store.BlobVerifiedLevels;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.inspect.StorageReaders;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.MarkerNotes;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.service.NeededContainers;
import io.dropbatch.service.ServiceObjectives;
import io.dropbatch.store.BlobStore;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the service's clients of the bus and of storage. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ResultsProperties.class, VerificationProperties.class})
class ResultsConfiguration {

    @Bean
    static NeededContainers neededContainers() {
        return NeededContainers.of(ContainerNames::inbox, ContainerNames::outputs, ContainerNames::system);
    }

    @Bean
    ResultsTable resultsTable(StorageAccount account, ResultsProperties properties) {
        return ResultsTable.of(account, properties.table());
    }

    /** Not named "outputs": that is an output binding, and Spring would take the bean for its function. */
    @Bean
    TaskOutputs taskOutputs(StorageAccount account, ContainerNames containers) {
        return new BlobTaskOutputs(account.blobs(containers.outputs()));
    }

    @Bean
    ResultManifests manifests(StorageAccount account, ContainerNames containers) {
        return new BlobResultManifests(account.blobs(containers.outputs()));
    }

    @Bean
    CurrentInputs inputs(StorageAccount account, ContainerNames containers) {
        return new BlobCurrentInputs(account.blobs(containers.inbox()));
    }

    @Bean
    StatusBoard statusBoard(StorageAccount account, ContainerNames containers, MeterRegistry meters) {
        return new MeteredStatusBoard(new BlobStatusBoard(account.blobs(containers.inbox())), meters);
    }

    @Bean
    AcceptedPlans plans(StorageAccount account, ContainerNames containers) {
        return new BlobAcceptedPlans(system(account, containers));
    }

    @Bean
    VerifiedLevels verifiedLevels(StorageAccount account, ContainerNames containers) {
        return new BlobVerifiedLevels(system(account, containers));
    }

    @Bean
    CarriedLevels carriedLevels(StorageAccount account, ContainerNames containers) {
        return new BlobCarriedLevels(system(account, containers));
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
    StorageReaders readers(ResultsProperties properties) {
        return new StorageReaders(Executors.newFixedThreadPool(
                properties.readers(),
                Thread.ofPlatform().daemon().name("reader-", 1).factory()));
    }

    @Bean
    ResultTelemetry resultTelemetry(MeterRegistry meters, ServiceObjectives objectives, Clock clock) {
        return new MeteredResults(meters, objectives.jobEndToReady(), clock);
    }

    private static BlobStore system(StorageAccount account, ContainerNames containers) {
        return account.blobs(containers.system());
    }
}
