package io.dropbatch.results;

import io.dropbatch.bus.MessageSender;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.BrowseResults;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.DropAccountKeeper;
import io.dropbatch.results.app.ForgetDrops;
import io.dropbatch.results.app.GiveUp;
import io.dropbatch.results.app.PostStatus;
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
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases that post statuses, fail drops without events, and forget ended drops. */
@Configuration(proxyBeanMethods = false)
class DropConfiguration {

    @Bean
    TellStatus tellStatus(
            ResultsTable table,
            StatusBoard board,
            CurrentInputs inputs,
            AcceptedPlans plans,
            ResultsProperties properties,
            Clock clock) {
        return new TellStatus(
                new DropAccountKeeper(table.drops()),
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
                (status, plan, failure) -> status.submission().isRolling()
                        ? files.giveUp(status, failure)
                        : telemetry.concluded(conclude.giveUp(status, plan, failure)),
                sender::send,
                new SilenceTimeout(properties.giveUpAfter()),
                clock);
    }

    @Bean
    PeriodicTask silentDropSweep(GiveUp giveUp, ResultsProperties properties) {
        return PeriodicTask.every(properties.sweepEvery(), "silent-drop-sweep", giveUp::sweep);
    }

    @Bean
    PeriodicTask closedDropSweep(ResultsTable table, ResultsProperties properties, Clock clock) {
        ForgetDrops forget = new ForgetDrops(table.drops(), table.outcomes(), properties.rememberClosed(), clock);
        return PeriodicTask.every(properties.sweepEvery(), "closed-drop-sweep", forget::sweep);
    }
}
