package io.dropbatch.results;

import io.dropbatch.bus.CrashPoints;
import io.dropbatch.bus.MessageSender;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.RecordedTasks;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.app.retry.CarryTasks;
import io.dropbatch.results.app.retry.RequestPause;
import io.dropbatch.results.app.retry.RequestRetry;
import io.dropbatch.results.app.retry.RetryDrop;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases that try failed drops again and let those in work pause. */
@Configuration(proxyBeanMethods = false)
class RetryConfiguration {

    private static final String LEVEL_CARRIED = "results.retry.level-carried";

    @Bean
    RecordedTasks recordedTasks(TaskRecords records, CarriedLevels carried) {
        return new RecordedTasks(records, carried);
    }

    @Bean
    RetryDrop retryDrop(TellStatus status, AcceptedPlans plans, ResultsTable table, CarryTasks carry) {
        return new RetryDrop(status, plans, table.outcomes(), carry);
    }

    @Bean
    CarryTasks carryTasks(
            RecordedTasks recorded,
            CarriedLevels carried,
            VerifiedLevels verified,
            LevelInspector inspector,
            CrashPoints crashPoints) {
        return new CarryTasks(recorded, carried, verified, inspector, () -> crashPoints.reached(LEVEL_CARRIED));
    }

    @Bean
    RequestPause requestPause(ResultsTable table, MessageSender sender, Clock clock) {
        return new RequestPause(table.drops(), sender::send, clock);
    }

    @Bean
    RequestRetry requestRetry(
            ResultsTable table, CurrentInputs inputs, MessageSender sender, TellStatus status, Clock clock) {
        return new RequestRetry(table.drops(), inputs, sender::send, status, clock);
    }
}
