package io.dropbatch.results;

import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.find.DescribeDrop;
import io.dropbatch.results.app.find.FindDrops;
import io.dropbatch.results.app.find.ListTasks;
import io.dropbatch.results.app.find.ReadLogs;
import io.dropbatch.results.app.inspect.RecordedTasks;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.VerifiedLevels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases that find drops, tasks and logs. */
@Configuration(proxyBeanMethods = false)
class FindConfiguration {

    @Bean
    FindDrops findDrops(ResultsTable table) {
        return new FindDrops(table.drops());
    }

    @Bean
    DescribeDrop describeDrop(ResultsTable table, AcceptedPlans plans, RecordedTasks records, VerifiedLevels verified) {
        return new DescribeDrop(table.drops(), plans, records, verified);
    }

    @Bean
    ListTasks listTasks(ResultsTable table, AcceptedPlans plans, RecordedTasks records) {
        return new ListTasks(table.drops(), plans, records);
    }

    @Bean
    ReadLogs readLogs(ResultsTable table, TaskOutputs outputs) {
        return new ReadLogs(table.drops(), outputs);
    }
}
