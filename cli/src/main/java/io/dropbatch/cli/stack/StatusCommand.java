package io.dropbatch.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.cli.HomeFolder;
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
        description = "Shows what runs on this machine and whether it answers.",
        footer = {
            "",
            "Examples:",
            "  dropbatch status",
            "  dropbatch status --json | jq -r '.[] | select(.state != \"up\").name'",
            "",
            "Exit status: 0 everything answers, 3 it does not. One drop's status: 'dropbatch watch WORKLOAD/DROP'."
        })
final class StatusCommand implements Callable<Integer> {

    private static final int NOT_UP = 3;

    @Mixin
    private HomeFolder home = new HomeFolder();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    /** One line of the answer. */
    record Line(
            String name,
            String state,
            @Nullable Long pid,
            @Nullable Long uptimeSeconds,
            @Nullable String url) {}

    @Override
    public Integer call() throws JsonProcessingException {
        StateFolder state = new StateFolder(home.folder());
        Map<String, String> environment = LocalEnv.read(state.localEnv());
        boolean onlyAzure = !environment.isEmpty() && !environment.containsKey("RESULTS_URL");
        List<Line> lines = ProgramSet.names().stream()
                .filter(name -> !onlyAzure || name.equals("local-azure"))
                .filter(name -> !ProgramSet.observing().contains(name) || wasStarted(name, state, environment))
                .map(name -> line(name, state, environment))
                .toList();
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(lines));
        } else {
            lines.forEach(StatusCommand::print);
        }
        return lines.stream().allMatch(line -> line.state().equals("up")) ? 0 : NOT_UP;
    }

    private static boolean wasStarted(String name, StateFolder state, Map<String, String> environment) {
        return environment.containsKey(ProgramSet.urlVariable(name))
                || LeftoverProcesses.program(state, name).isPresent();
    }

    private static Line line(String name, StateFolder state, Map<String, String> environment) {
        Optional<ProcessRecord> process = LeftoverProcesses.program(state, name);
        String url = name.equals("local-azure")
                ? ForegroundSupervisor.blobEndpoint(environment)
                : environment.get(ProgramSet.urlVariable(name));
        if (process.isEmpty()) {
            return new Line(name, "down", null, null, url);
        }
        boolean up = name.equals("local-azure")
                ? Files.exists(state.addresses())
                : url != null && HealthProbe.isUp(name, url);
        long uptime = Duration.between(process.get().began(), Instant.now()).toSeconds();
        return new Line(name, up ? "up" : "starting", process.get().pid(), uptime, url);
    }

    private static void print(Line line) {
        System.out.printf(
                "%-12s %-9s %-8s %-10s %s%n",
                line.name(),
                line.state(),
                line.pid() == null ? "" : line.pid(),
                line.uptimeSeconds() == null ? "" : line.uptimeSeconds() + " s",
                line.url() == null ? "" : line.url());
    }
}
