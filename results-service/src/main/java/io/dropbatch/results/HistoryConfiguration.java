package io.dropbatch.results;

import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.results.adapter.store.history.TableAnnouncementHistory;
import io.dropbatch.results.adapter.web.events.EventPages;
import io.dropbatch.results.adapter.web.events.EventStreams;
import io.dropbatch.results.app.history.ForgetAnnouncements;
import io.dropbatch.results.app.history.KeepAnnouncement;
import io.dropbatch.results.app.history.ReadHistory;
import io.dropbatch.results.app.port.AnnouncementHistory;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.store.StorageAccount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates what keeps announcements and shows them again. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HistoryProperties.class)
class HistoryConfiguration {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @Bean
    AnnouncementHistory announcementHistory(StorageAccount account, ResultsProperties properties) {
        return TableAnnouncementHistory.of(account, properties.table());
    }

    @Bean
    KeepAnnouncement keepAnnouncement(AnnouncementHistory history, HistoryProperties properties, Clock clock) {
        return new KeepAnnouncement(history, properties.isEnabled(), clock);
    }

    @Bean
    ReadHistory readHistory(AnnouncementHistory history, Clock clock) {
        return new ReadHistory(history, clock);
    }

    @Bean
    EventStreams eventStreams(ReadHistory history) {
        return new EventStreams(history, LOOK_EVERY);
    }

    @Bean
    EventPages eventPages(ReadHistory history, EventStreams streams, HistoryProperties properties, Clock clock) {
        return new EventPages(history, streams, properties.isEnabled(), clock);
    }

    /** Also where nothing is kept any more: what was kept before goes. */
    @Bean
    PeriodicTask announcementSweep(
            AnnouncementHistory history,
            HistoryProperties properties,
            ResultsProperties results,
            MeterRegistry meters,
            Clock clock) {
        ForgetAnnouncements forget = new ForgetAnnouncements(history, properties.keepEvents(), clock);
        Runnable sweep = new SweepMeter(meters, "announcements").timed(forget::sweep);
        return PeriodicTask.every(results.sweepEvery(), "announcement-sweep", sweep);
    }
}
