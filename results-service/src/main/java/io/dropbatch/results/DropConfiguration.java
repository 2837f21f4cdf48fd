package io.dropbatch.results;

import io.dropbatch.bus.Sender;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.Browse;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.Forget;
import io.dropbatch.results.app.GiveUp;
import io.dropbatch.results.app.Ledger;
import io.dropbatch.results.app.PostStatus;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.port.Inbox;
import io.dropbatch.results.app.port.Manifests;
import io.dropbatch.results.app.port.Outputs;
import io.dropbatch.results.app.port.Plans;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.StatusBoard;
import io.dropbatch.results.domain.status.Pace;
import io.dropbatch.results.domain.status.Patience;
import io.dropbatch.service.PeriodicTask;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is told about drops, and what becomes of those that are silent or closed. */
@Configuration(proxyBeanMethods = false)
class DropConfiguration {

    @Bean
    TellStatus tellStatus(
            ResultsTable table,
            StatusBoard board,
            Inbox inbox,
            Plans plans,
            ResultsProperties properties,
            Clock clock) {
        return new TellStatus(
                new Ledger(table.drops()),
                new PostStatus(board, inbox),
                plans,
                table.outcomes(),
                new Pace(properties.progressInterval()),
                clock);
    }

    @Bean
    Browse browse(ResultsTable table, Manifests manifests, Outputs outputs) {
        return new Browse(table.drops(), manifests, outputs);
    }

    @Bean
    GiveUp giveUp(
            ResultsTable table,
            Plans plans,
            ConcludeJob conclude,
            Sender sender,
            ResultTelemetry telemetry,
            ResultsProperties properties,
            Clock clock) {
        return new GiveUp(
                table.drops(),
                plans,
                conclude,
                reaction -> sender.send(telemetry.concluded(reaction)),
                new Patience(properties.giveUpAfter()),
                clock);
    }

    @Bean
    PeriodicTask silentDropSweep(GiveUp giveUp, ResultsProperties properties) {
        return PeriodicTask.every(properties.sweepEvery(), "silent-drop-sweep", giveUp::sweep);
    }

    @Bean
    PeriodicTask closedDropSweep(ResultsTable table, ResultsProperties properties, Clock clock) {
        Forget forget = new Forget(table.drops(), table.outcomes(), properties.rememberClosed(), clock);
        return PeriodicTask.every(properties.sweepEvery(), "closed-drop-sweep", forget::sweep);
    }
}
