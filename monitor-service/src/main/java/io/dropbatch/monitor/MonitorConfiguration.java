package io.dropbatch.monitor;

import io.dropbatch.batch.BatchClientFactory;
import io.dropbatch.bus.ConfigurationProblem;
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
import io.dropbatch.monitor.app.BatchAccount;
import io.dropbatch.monitor.app.Environment;
import io.dropbatch.monitor.app.LevelRecords;
import io.dropbatch.monitor.app.Markers;
import io.dropbatch.monitor.app.Telemetry;
import io.dropbatch.monitor.app.Watchlist;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the monitor reaches outside of itself. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MonitorProperties.class, AzureProperties.class})
class MonitorConfiguration {

    private static final String TABLE = "monitor";

    @Bean
    BatchAccount batchAccount(AzureProperties azure) {
        return new AzureBatchAccount(azure.batchKey()
                .map(key -> BatchClientFactory.withKey(azure.batchEndpoint(), azure.batchAccount(), key))
                .orElseGet(() -> BatchClientFactory.withIdentity(azure.batchEndpoint())));
    }

    @Bean
    StorageAccount storageAccount(AzureProperties azure) {
        try {
            return StorageAccount.connect(azure.storageConnectionString(), azure.blobEndpoint(), azure.tableEndpoint());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationProblem("AZURE_STORAGE_CONNECTION_STRING", String.valueOf(e.getMessage()));
        }
    }

    @Bean
    Watchlist watchlist(StorageAccount storage) {
        return new TableWatchlist(storage.rows(TABLE, WatchRow.class), storage.rows(TABLE, ClosedWatchRow.class));
    }

    @Bean
    Markers markers(StorageAccount storage, AzureProperties azure) {
        return new BlobMarkers(storage.blobs(azure.outputs()));
    }

    @Bean
    LevelRecords levelRecords(StorageAccount storage, AzureProperties azure) {
        return new BlobLevelRecords(storage.blobs(azure.system()));
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
