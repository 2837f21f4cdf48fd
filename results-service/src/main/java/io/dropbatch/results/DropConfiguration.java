package io.dropbatch.results;

import io.dropbatch.bus.MessageSender;
import io.dropbatch.bus.metrics.SweepMeter;
import io.dropbatch.results.adapter.metrics.OpenDropGauges;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.BrowseResults;
import io.dropbatch.results.app.CancelDrop;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.DropAccountKeeper;
import io.dropbatch.results.app.ForgetDrops;
import io.dropbatch.results.app.GiveUp;
import io.dropbatch.results.app.NoticeDeletedTriggers;
import io.dropbatch.results.app.PostStatus;
import io.dropbatch.results.app.RequestCancel;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.files.ConcludeFiles;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.domain.status.ProgressLimiter;
import io.dropbatch.results.domain.status.SilenceTimeout;
import io.dropbatch.service.PeriodicTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases that post statuses, fail drops without events, and forget ended drops. */
@Configuration(proxyBeanMethods = false)
class DropConfiguration {

    private static final Duration COUNT_EVERY = Duration.ofSeconds(15);

    @Bean
    TellStatus tellStatus(
            ResultsTable table,
            StatusBoard board,
            CurrentInputs inputs,
            AcceptedPlans plans,
            ResultsProperties properties,
            ResultTelemetry telemetry,
            Clock clock) {
        return new TellStatus(
                new DropAccountKeeper(table.drops(), telemetry),
                new PostStatus(board, inputs),
                plans,
                table.outcomes(),
                new ProgressLimiter(properties.progressInterval()),
                clock);
    }

    @Bean
    BrowseResults browse(ResultsTable table, ResultManifests manifests, TaskOutputs outputs) {
        return new BrowseResults(table.drops(), manifests, outputs);
    }

    @Bean
    GiveUp giveUp(
            ResultsTable table,
            AcceptedPlans plans,
            ConcludeJob conclude,
            ConcludeFiles files,
            MessageSender sender,
            ResultTelemetry telemetry,
            ResultsProperties properties,
            Clock clock) {
        return new GiveUp(
                table.drops(),
                plans,
                (account, plan, failure) -> account.status().submission().isRolling()
                        ? files.giveUp(account.status(), failure)
                        : conclude.giveUp(account, plan, failure),
                result -> {
                    sender.send(result);
                    telemetry.givenUp();
                },
                new SilenceTimeout(properties.giveUpAfter()),
                clock);
    }

    @Bean
    CancelDrop cancelDrop(TellStatus status, ConcludeJob conclude, ResultTelemetry telemetry) {
        return new CancelDrop(status, conclude, telemetry);
    }

    @Bean
    RequestCancel requestCancel(ResultsTable table, MessageSender sender, Clock clock) {
        return new RequestCancel(table.drops(), sender::send, clock);
    }

    @Bean
    PeriodicTask deletedTriggerSweep(
            ResultsTable table,
            CurrentInputs inputs,
            MessageSender sender,
            ResultsProperties properties,
            MeterRegistry meters,
            Clock clock) {
        NoticeDeletedTriggers notice = new NoticeDeletedTriggers(table.drops(), inputs, sender::send, clock);
        Runnable sweep = new SweepMeter(meters, "deleted-triggers").timed(notice::sweep);
        return PeriodicTask.every(properties.deletedTriggersEvery(), "deleted-trigger-sweep", sweep);
    }

    @Bean
    PeriodicTask silentDropSweep(GiveUp giveUp, ResultsProperties properties, MeterRegistry meters) {
        Runnable sweep = new SweepMeter(meters, "silent-drops").timed(giveUp::sweep);
        return PeriodicTask.every(properties.sweepEvery(), "silent-drop-sweep", sweep);
    }

    @Bean
    PeriodicTask closedDropSweep(ResultsTable table, ResultsProperties properties, MeterRegistry meters, Clock clock) {
        ForgetDrops forget = new ForgetDrops(table.drops(), table.outcomes(), properties.rememberClosed(), clock);
        Runnable sweep = new SweepMeter(meters, "closed-drops").timed(forget::sweep);
        return PeriodicTask.every(properties.sweepEvery(), "closed-drop-sweep", sweep);
    }

    @Bean
    PeriodicTask openDropCount(ResultsTable table, MeterRegistry meters, Clock clock) {
        OpenDropGauges gauges = new OpenDropGauges(table.drops(), meters, clock);
        return PeriodicTask.every(COUNT_EVERY, "open-drop-count", gauges::count);
    }
}
