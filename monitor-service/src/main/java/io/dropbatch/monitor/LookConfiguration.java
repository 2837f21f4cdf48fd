package io.dropbatch.monitor;

import io.dropbatch.model.retry.Backoff;
import io.dropbatch.monitor.app.CompleteLevel;
import io.dropbatch.monitor.app.Environment;
import io.dropbatch.monitor.app.ExamineJob;
import io.dropbatch.monitor.app.JudgeLevel;
import io.dropbatch.monitor.app.LookAtJob;
import io.dropbatch.monitor.app.Lookout;
import io.dropbatch.monitor.app.NoticeTasks;
import io.dropbatch.monitor.app.Pacing;
import io.dropbatch.monitor.app.SweepJobs;
import io.dropbatch.monitor.app.WatchJob;
import io.dropbatch.monitor.app.port.BatchAccount;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.app.port.Markers;
import io.dropbatch.monitor.app.port.Watchlist;
import io.dropbatch.monitor.domain.Look;
import io.dropbatch.monitor.domain.Patience;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.monitor.domain.Throttle;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.service.ServiceTimer;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use cases, and how often they run. */
@Configuration(proxyBeanMethods = false)
class LookConfiguration {

    private static final Duration FIRST_SIGNAL_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_SIGNAL_WAIT = Duration.ofSeconds(5);
    private static final Backoff AFTER_FAILURES = spread(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Backoff AFTER_REFUSALS = spread(Duration.ofSeconds(1), Duration.ofMinutes(2));
    private static final Duration TIDY = Duration.ofHours(1);

    /** Several jobs are looked at side by side. */
    @Bean
    ServiceTimer serviceTimer(ObjectProvider<PeriodicTask> tasks, MonitorProperties properties) {
        return new ServiceTimer(properties.looks().threads(), tasks);
    }

    @Bean
    LookAtJob lookAtJob(
            Watchlist watchlist,
            BatchAccount batch,
            Markers markers,
            LevelRecords records,
            Environment environment,
            MonitorProperties properties) {
        return new LookAtJob(
                watchlist,
                markers,
                new NoticeTasks(
                        batch,
                        new Look.Overlaps(
                                properties.looks().overlap(), properties.sweep().overlap()),
                        environment),
                new JudgeLevel(
                        new CompleteLevel(batch, records, environment),
                        new ExamineJob(batch),
                        patience(properties),
                        environment),
                environment,
                properties.looks().progress());
    }

    @Bean
    Lookout lookout(LookAtJob lookAtJob, ServiceTimer timer, Environment environment, MonitorProperties properties) {
        return new Lookout(lookAtJob, timer::after, new Throttle(AFTER_REFUSALS), pacing(properties), environment);
    }

    @Bean
    WatchJob watchJob(Watchlist watchlist, Lookout lookout, Environment environment) {
        return new WatchJob(watchlist, lookout, environment);
    }

    @Bean
    SweepJobs sweepJobs(Watchlist watchlist, Lookout lookout, Environment environment, MonitorProperties properties) {
        MonitorProperties.Sweep sweep = properties.sweep();
        return new SweepJobs(
                watchlist,
                lookout,
                new SweepRhythm(sweep.shortest(), sweep.longest()),
                properties.rememberClosed(),
                environment);
    }

    @Bean
    PeriodicTask jobSweep(SweepJobs sweepJobs, MonitorProperties properties) {
        return PeriodicTask.every(properties.sweep().every(), "job-sweep", sweepJobs::sweep)
                .firstAfter(Duration.ZERO);
    }

    @Bean
    PeriodicTask closedJobSweep(SweepJobs sweepJobs) {
        return PeriodicTask.every(TIDY, "closed-job-sweep", sweepJobs::tidy).firstAfter(Duration.ZERO);
    }

    /** Batch may have refused other instances at the same moment. */
    private static Backoff spread(Duration first, Duration longest) {
        return Backoff.doubling(first, longest)
                .withFullJitter(() -> ThreadLocalRandom.current().nextDouble());
    }

    private static Pacing pacing(MonitorProperties properties) {
        MonitorProperties.Looks looks = properties.looks();
        return new Pacing(
                looks.gap(),
                looks.lastGap(),
                looks.load(),
                Backoff.doubling(FIRST_SIGNAL_WAIT, LONGEST_SIGNAL_WAIT),
                AFTER_FAILURES,
                looks.progress());
    }

    private static Patience patience(MonitorProperties properties) {
        MonitorProperties.Patience patience = properties.patience();
        return new Patience(patience.examine(), patience.tell(), patience.giveUp());
    }
}
