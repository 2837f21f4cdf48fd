package io.dropbatch.results;

import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.OutcomeContext;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.files.CancelFiles;
import io.dropbatch.results.app.files.ConcludeFiles;
import io.dropbatch.results.app.files.PlannedFiles;
import io.dropbatch.results.app.files.VerifyFile;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.RecheckOutputs;
import io.dropbatch.results.app.inspect.StorageReaders;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.TaskRecords;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases of files that are submissions by themselves. */
@Configuration(proxyBeanMethods = false)
class FileConfiguration {

    @Bean
    VerifyFile verifyFile(
            ResultsTable table,
            CurrentInputs inputs,
            ResultManifests manifests,
            LevelInspector inspector,
            TaskOutputs outputs,
            StorageReaders readers,
            VerificationProperties properties,
            Clock clock) {
        return new VerifyFile(
                new VerifyFile.Ports(inputs, manifests, table.files()),
                inspector,
                new RecheckOutputs(outputs, readers),
                properties.recheck(),
                clock);
    }

    @Bean
    ConcludeFiles concludeFiles(
            AcceptedPlans plans,
            VerifyFile verifyFile,
            TaskRecords records,
            TellStatus status,
            ResultTelemetry telemetry,
            TaskOutputs outputs,
            Clock clock) {
        return new ConcludeFiles(
                new PlannedFiles(plans),
                verifyFile,
                records,
                status,
                new OutcomeContext(outputs.container(), telemetry, clock));
    }

    @Bean
    CancelFiles cancelFiles(TellStatus status, ConcludeFiles conclude, ResultTelemetry telemetry) {
        return new CancelFiles(status, conclude, telemetry);
    }
}
