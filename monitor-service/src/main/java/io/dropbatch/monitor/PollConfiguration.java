package io.dropbatch.monitor;

import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.model.retry.Backoff;
import io.dropbatch.monitor.adapter.store.BlobMarkerReader;
import io.dropbatch.monitor.app.CompleteLevel;
import io.dropbatch.monitor.app.ExamineJob;
import io.dropbatch.monitor.app.JudgeLevel;
import io.dropbatch.monitor.app.NoticeTasks;
import io.dropbatch.monitor.app.PollIntervals;
import io.dropbatch.monitor.app.PollJob;
import io.dropbatch.monitor.app.PollScheduler;
import io.dropbatch.monitor.app.SweepJobs;
import io.dropbatch.monitor.app.TaskTraces;
import io.dropbatch.monitor.app.UseCaseContext;
import io.dropbatch.monitor.app.WatchJob;
import io.dropbatch.monitor.app.port.BatchObserver;
import io.dropbatch.monitor.app.port.FailureLimits;
import io.dropbatch.monitor.app.port.LevelRecords;
import io.dropbatch.monitor.app.port.WatchStore;
import io.dropbatch.monitor.domain.AccountThrottle;
import io.dropbatch.monitor.domain.PollKind;
import io.dropbatch.monitor.domain.StallPolicy;
import io.dropbatch.monitor.domain.SweepRhythm;
import io.dropbatch.service.PeriodicTask;
import io.dropbatch.service.ServiceTimer;
import io.dropbatch.service.tracing.TracingProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases and sets how often they run. */
@Configuration(proxyBeanMethods = false)
class PollConfiguration {

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
    PollJob pollJob(
            WatchStore watches,
            BatchObserver batch,
            BlobMarkerReader markers,
            LevelRecords records,
            FailureLimits limits,
            UseCaseContext context,
            MonitorProperties properties,
            TracingProperties tracing) {
        return new PollJob(
                watches,
                batch,
                markers,
                new NoticeTasks(
                        batch,
                        new PollKind.Overlaps(
                                properties.looks().overlap(), properties.sweep().overlap()),
                        new TaskTraces(context.traces(), markers, tracing.tasks()),
                        context),
                new JudgeLevel(
                        new CompleteLevel(batch, records, limits, context),
                        new ExamineJob(batch),
                        patience(properties),
                        limits,
                        context),
                context,
                properties.looks().progress());
    }

    @Bean
    PollScheduler pollScheduler(
            PollJob pollJob, ServiceTimer timer, UseCaseContext context, MonitorProperties properties) {
        return new PollScheduler(
                pollJob, timer::after, new AccountThrottle(AFTER_REFUSALS), pacing(properties), context);
    }

    @Bean
    WatchJob watchJob(WatchStore watches, PollScheduler pollScheduler, UseCaseContext context) {
        return new WatchJob(watches, pollScheduler, context);
    }

    @Bean
    SweepJobs sweepJobs(
            WatchStore watches, PollScheduler pollScheduler, UseCaseContext context, MonitorProperties properties) {
        MonitorProperties.Sweep sweep = properties.sweep();
        return new SweepJobs(
                watches,
                pollScheduler,
                new SweepRhythm(sweep.shortest(), sweep.longest()),
                properties.rememberClosed(),
                context);
    }

    @Bean
    PeriodicTask jobSweep(SweepJobs sweepJobs, MonitorProperties properties, MeterRegistry meters) {
        Runnable sweep = new SweepMeter(meters, "completions").timed(sweepJobs::sweep);
        return PeriodicTask.every(properties.sweep().every(), "job-sweep", sweep)
                .firstAfter(Duration.ZERO);
    }

    @Bean
    PeriodicTask closedJobSweep(SweepJobs sweepJobs) {
        return PeriodicTask.every(TIDY, "closed-job-sweep", sweepJobs::tidy).firstAfter(Duration.ZERO);
    }

    /** Adds jitter, because Batch may have refused other instances at the same moment. */
    private static Backoff spread(Duration first, Duration longest) {
        return Backoff.doubling(first, longest)
                .withFullJitter(() -> ThreadLocalRandom.current().nextDouble());
    }

    private static PollIntervals pacing(MonitorProperties properties) {
        MonitorProperties.Looks looks = properties.looks();
        return new PollIntervals(
                looks.gap(),
                looks.lastGap(),
                looks.load(),
                Backoff.doubling(FIRST_SIGNAL_WAIT, LONGEST_SIGNAL_WAIT),
                AFTER_FAILURES,
                looks.progress());
    }

    private static StallPolicy patience(MonitorProperties properties) {
        MonitorProperties.Patience patience = properties.patience();
        return new StallPolicy(patience.examine(), patience.tell(), patience.giveUp());
    }
}
