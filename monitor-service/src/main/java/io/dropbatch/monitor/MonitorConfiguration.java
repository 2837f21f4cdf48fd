package io.dropbatch.monitor;

import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.bus.CrashPoints;
import io.dropbatch.bus.Sender;
import io.dropbatch.monitor.adapter.azurebatch.AzureBatchAccount;
import io.dropbatch.monitor.adapter.bus.SenderAnnouncer;
import io.dropbatch.monitor.adapter.metrics.MeteredTelemetry;
import io.dropbatch.monitor.adapter.store.BlobLevelRecords;
import io.dropbatch.monitor.adapter.store.BlobMarkers;
import io.dropbatch.monitor.adapter.store.ClosedWatchRow;
import io.dropbatch.monitor.adapter.store.TableWatchlist;
import io.dropbatch.monitor.adapter.store.WatchRow;
import io.dropbatch.monitor.app.Environment;
import io.dropbatch.monitor.app.port.BatchAccount;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.app.port.Markers;
import io.dropbatch.monitor.app.port.Telemetry;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.service.AzureProperties;
import io.dropbatch.service.BatchAddress;
import io.dropbatch.service.ContainerNames;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the monitor reaches outside of itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MonitorProperties.class)
class MonitorConfiguration {

    private static final String TABLE = "monitor";

    @Bean
    BatchAccount batchAccount(AzureProperties azure) {
        BatchAddress batch = azure.batch().required();
        return new AzureBatchAccount(
                batch.hasKey()
                        ? BatchClientFactory.withKey(batch.endpoint(), batch.account(), batch.accessKey())
                        : BatchClientFactory.withIdentity(batch.endpoint()));
    }

    /** The first that sends something; takes all settings, so that a bad one is told before. */
    @Bean
    Watchlist watchlist(StorageAccount storage, BatchAccount batch, MonitorProperties properties) {
        return new TableWatchlist(storage.rows(TABLE, WatchRow.class), storage.rows(TABLE, ClosedWatchRow.class));
    }

    @Bean
    Markers markers(StorageAccount storage, ContainerNames containers) {
        return new BlobMarkers(storage.blobs(containers.outputs()));
    }

    @Bean
    LevelRecords levelRecords(StorageAccount storage, ContainerNames containers) {
        return new BlobLevelRecords(storage.blobs(containers.system()));
    }

    @Bean
    Telemetry telemetry(MeterRegistry meters) {
        return new MeteredTelemetry(meters);
    }

    @Bean
    Environment monitorEnvironment(Sender sender, CrashPoints crashPoints, Telemetry telemetry, Clock clock) {
        return new Environment(new SenderAnnouncer(sender), crashPoints::reached, telemetry, clock);
    }
}
