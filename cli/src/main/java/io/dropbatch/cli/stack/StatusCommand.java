package io.dropbatch.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.report.MetricsRequest;
import io.dropbatch.cli.report.ReportBuilder;
import io.dropbatch.cli.report.ReportTable;
import io.dropbatch.cli.report.SystemReport;
import io.dropbatch.cli.report.SystemReport.Program;
import io.dropbatch.cli.supervision.ForegroundSupervisor;
import io.dropbatch.cli.supervision.HealthProbe;
import io.dropbatch.cli.supervision.LeftoverProcesses;
import io.dropbatch.cli.supervision.LocalEnv;
import io.dropbatch.cli.supervision.ProcessRecord;
import io.dropbatch.cli.supervision.ProgramSet;
import io.dropbatch.cli.supervision.StateFolder;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch status}: exit code 0 when everything that should run answers, 3 when it does not. */
@Command(
        name = "status",
        description = {
            "Shows what runs on this machine, whether it answers, and what it has counted since it started: drops, outcomes,"
                    + " jobs, tasks, pools, the bus, and how long things took beside their objectives.",
        },
        footer = {
            "",
            "Examples:",
            "  dropbatch status",
            "  dropbatch status --json | jq -r '.programs[] | select(.state != \"up\").name'",
            "  dropbatch status --json | jq '.serviceLevels[] | {name, p95, objectiveSeconds}'",
            "",
            "docs/metrics.md explains each field. Of several instances of a service it shows the one on this machine.",
            "Exit status: 0 everything answers, 3 it does not. One drop's status: 'dropbatch watch WORKLOAD/DROP'."
        })
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_UP = 3;
    private static final String LOCAL_AZURE = "local-azure";

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        SystemReport report = report(new StateFolder(home.folder()));
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            ReportTable.of(report).forEach(System.out::println);
        }
        return report.programs().stream().allMatch(program -> program.state().equals("up")) ? 0 : NOT_UP;
    }

    private static SystemReport report(StateFolder state) {
        Map<String, String> environment = LocalEnv.read(state.localEnv());
        boolean onlyAzure = !environment.isEmpty() && !environment.containsKey("RESULTS_URL");
        ReportBuilder report = new ReportBuilder();
        List<Program> programs = ProgramSet.names().stream()
                .filter(name -> !onlyAzure || name.equals(LOCAL_AZURE))
                .filter(name -> !ProgramSet.observing().contains(name) || wasStarted(name, state, environment))
                .map(name -> program(name, state, environment, report))
                .toList();
        return report.report(programs);
    }

    private static boolean wasStarted(String name, StateFolder state, Map<String, String> environment) {
        return environment.containsKey(ProgramSet.urlVariable(name))
                || LeftoverProcesses.program(state, name).isPresent();
    }

    private static Program program(
            String name, StateFolder state, Map<String, String> environment, ReportBuilder report) {
        Optional<ProcessRecord> process = LeftoverProcesses.program(state, name);
        String url = name.equals(LOCAL_AZURE)
                ? ForegroundSupervisor.blobEndpoint(environment)
                : environment.get(ProgramSet.urlVariable(name));
        if (process.isEmpty()) {
            return new Program(name, "down", null, null, url, null, null);
        }
        boolean up = name.equals(LOCAL_AZURE) ? Files.exists(state.addresses()) : answers(name, url, report);
        long uptime = Duration.between(process.get().began(), Instant.now()).toSeconds();
        return new Program(
                name,
                up ? "up" : "starting",
                process.get().pid(),
                uptime,
                url,
                report.version(name),
                report.revision(name));
    }

    private static boolean answers(String name, @Nullable String url, ReportBuilder report) {
        if (url == null || !HealthProbe.isUp(name, url)) {
            return false;
        }
        if (!ProgramSet.observing().contains(name)) {
            MetricsRequest.get(url).ifPresent(page -> report.add(name, page));
        }
        return true;
    }
}
