package io.dropbatch.results;

import io.dropbatch.bus.CrashPoints;
import io.dropbatch.results.adapter.store.ResultsTable;
import io.dropbatch.results.app.CheckInputs;
import io.dropbatch.results.app.CheckLevel;
import io.dropbatch.results.app.ConcludeJob;
import io.dropbatch.results.app.ExplainFailures;
import io.dropbatch.results.app.OutcomeContext;
import io.dropbatch.results.app.PackageResults;
import io.dropbatch.results.app.PlannedDrops;
import io.dropbatch.results.app.ScheduleVerification;
import io.dropbatch.results.app.TellStatus;
import io.dropbatch.results.app.VerifyLevel;
import io.dropbatch.results.app.inspect.LevelInspector;
import io.dropbatch.results.app.inspect.ReadAhead;
import io.dropbatch.results.app.inspect.RecheckOutputs;
import io.dropbatch.results.app.inspect.StorageReaders;
import io.dropbatch.results.app.port.AcceptedPlans;
import io.dropbatch.results.app.port.CarriedLevels;
import io.dropbatch.results.app.port.CurrentInputs;
import io.dropbatch.results.app.port.MarkerNotes;
import io.dropbatch.results.app.port.ResultManifests;
import io.dropbatch.results.app.port.ResultTelemetry;
import io.dropbatch.results.app.port.TaskOutputs;
import io.dropbatch.results.app.port.TaskRecords;
import io.dropbatch.results.app.port.VerifiedLevels;
import io.dropbatch.results.domain.RunChoice;
import io.dropbatch.results.domain.TaskCheck;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the use cases that verify levels and conclude jobs. */
@Configuration(proxyBeanMethods = false)
class VerificationConfiguration {

    private static final String MISSING_RECORDED = "results.missing-recorded";

    @Bean
    ReadAhead readAhead(
            TaskOutputs outputs,
            MarkerNotes notes,
            VerifiedLevels verified,
            StorageReaders readers,
            VerificationProperties properties) {
        return new ReadAhead(outputs, notes, verified, readers, properties.largeLevel());
    }

    @Bean
    LevelInspector levelInspector(
            TaskRecords records,
            CarriedLevels carried,
            TaskOutputs outputs,
            ReadAhead readAhead,
            VerificationProperties properties,
            StorageReaders readers) {
        TaskCheck check = new TaskCheck(new RunChoice(properties.clockTolerance()));
        return new LevelInspector(records, carried, outputs, readAhead, check, readers);
    }

    @Bean
    CheckLevel checkLevel(
            LevelInspector inspector,
            VerifiedLevels verified,
            TaskOutputs outputs,
            StorageReaders readers,
            VerificationProperties properties,
            CrashPoints crashPoints) {
        return new CheckLevel(
                inspector,
                verified,
                new RecheckOutputs(outputs, readers),
                properties.recheck(),
                () -> crashPoints.reached(MISSING_RECORDED));
    }

    @Bean
    PackageResults packageResults(
            ResultManifests manifests,
            VerifiedLevels verified,
            CarriedLevels carried,
            LevelInspector inspector,
            AcceptedPlans plans,
            TaskRecords records) {
        return new PackageResults(
                manifests, verified, carried, inspector, new ExplainFailures(plans, records, verified));
    }

    @Bean
    ConcludeJob concludeJob(
            AcceptedPlans plans,
            CurrentInputs inputs,
            ResultsTable table,
            PackageResults packages,
            TellStatus status,
            TaskOutputs outputs,
            ResultTelemetry telemetry,
            CrashPoints crashPoints,
            Clock clock) {
        PlannedDrops drops = new PlannedDrops(plans, inputs);
        OutcomeContext context = new OutcomeContext(outputs.container(), telemetry, clock, crashPoints::reached);
        return new ConcludeJob(drops, table.outcomes(), packages, status, context);
    }

    @Bean
    VerifyLevel verifyLevel(
            ResultsTable table,
            VerifiedLevels verified,
            CheckLevel checkLevel,
            AcceptedPlans plans,
            CurrentInputs inputs,
            ReadAhead readAhead,
            ConcludeJob conclude) {
        return new VerifyLevel(
                table.outcomes(), verified, checkLevel, new CheckInputs(plans, inputs), readAhead, conclude);
    }

    @Bean
    ScheduleVerification scheduleVerification(
            VerifyLevel verifyLevel, ResultTelemetry telemetry, VerificationProperties properties) {
        return new ScheduleVerification(verifyLevel, telemetry, properties.largeLevel());
    }
}
