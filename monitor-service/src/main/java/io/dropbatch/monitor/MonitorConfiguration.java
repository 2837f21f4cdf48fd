package io.dropbatch.monitor;

import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.bus.CrashPoints;
import io.dropbatch.bus.MessageSender;
import io.dropbatch.model.call.CallObserver;
import io.dropbatch.model.trace.DropTraces;
import io.dropbatch.monitor.adapter.azurebatch.AzureBatchObserver;
import io.dropbatch.monitor.adapter.bus.BusEventAnnouncer;
import io.dropbatch.monitor.adapter.metrics.MicrometerTelemetry;
import io.dropbatch.monitor.adapter.store.BlobLevelRecords;
import io.dropbatch.monitor.adapter.store.BlobMarkerReader;
import io.dropbatch.monitor.adapter.store.ClosedWatchRow;
import io.dropbatch.monitor.adapter.store.PlannedFailureLimits;
import io.dropbatch.monitor.adapter.store.TableWatchStore;
import io.dropbatch.monitor.adapter.store.WatchRow;
import io.dropbatch.monitor.app.UseCaseContext;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.FailureLimits;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.app.port.MonitorTelemetry;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.service.AzureProperties;
import io.dropbatch.service.BatchAddress;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.service.NeededContainers;
import io.dropbatch.service.ServiceObjectives;
import io.dropbatch.store.StorageAccount;
import io.dropbatch.store.cloud.CloudAddresses;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the monitor's clients of the bus, of storage and of Batch. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitorProperties.class)
class MonitorConfiguration {

    private static final String TABLE = "monitor";

    @Bean
    static NeededContainers neededContainers() {
        return NeededContainers.of(ContainerNames::outputs, ContainerNames::system);
    }

    @Bean
    BatchObserver batch(AzureProperties azure, CloudAddresses cloud, CallObserver observer) {
        BatchAddress batch = azure.batch().required();
        return new AzureBatchObserver(
                BatchClientFactory.open(batch.endpoint(), batch.account(), batch.accessKey(), cloud, observer));
    }

    /** Takes all settings, so that a bad one is reported before this bean, the first that sends anything, exists. */
    @Bean
    WatchStore watches(StorageAccount storage, BatchObserver batch, MonitorProperties properties) {
        return new TableWatchStore(storage.rows(TABLE, WatchRow.class), storage.rows(TABLE, ClosedWatchRow.class));
    }

    @Bean
    BlobMarkerReader markers(StorageAccount storage, ContainerNames containers) {
        return new BlobMarkerReader(storage.blobs(containers.outputs()));
    }

    @Bean
    LevelRecords levelRecords(StorageAccount storage, ContainerNames containers) {
        return new BlobLevelRecords(storage.blobs(containers.system()));
    }

    @Bean
    FailureLimits failureLimits(StorageAccount storage, ContainerNames containers) {
        return new PlannedFailureLimits(storage.blobs(containers.system()));
    }

    @Bean
    MonitorTelemetry telemetry(MeterRegistry meters, ServiceObjectives objectives) {
        return new MicrometerTelemetry(meters, objectives.taskEndToEvent());
    }

    @Bean
    UseCaseContext monitorEnvironment(
            MessageSender sender, CrashPoints crashPoints, MonitorTelemetry telemetry, DropTraces traces, Clock clock) {
        return new UseCaseContext(new BusEventAnnouncer(sender), crashPoints::reached, telemetry, traces, clock);
    }
}
