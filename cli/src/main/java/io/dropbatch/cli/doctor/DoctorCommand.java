package io.dropbatch.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch doctor}: exit code 0 when nothing is wrong, 1 when something is. */
@Command(
        name = "doctor",
        description = {
            "Looks at the Azure that the environment names, as the services would use it: containers, tables, queues,"
                    + " topics, subscriptions and rules beside the topology; rights, each by a call that changes nothing;"
                    + " clock, images, quota and VM sizes. Says what is wrong, what to run and how to undo it.",
        },
        footer = {
            "",
            "Examples:",
            "  dropbatch doctor                                     the local system, or what AZURE_... name",
            "  dropbatch doctor --all                               also what is in order",
            "  dropbatch doctor --json | jq -r '.checks[] | select(.state == \"WRONG\").run'",
            "",
            "It runs as you: with 'az login' your rights are tried, in a pod the service's.",
            "Exit status: 0 nothing is wrong, 1 something is."
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final int SOMETHING_WRONG = 1;

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(names = "--all", description = "Also list what is in order.")
    private boolean all;

    @Option(
            names = "--topology",
            paramLabel = "FILE",
            description = "What the bus has to hold (default: the project's deploy/local/servicebus.json).")
    private @Nullable Path topology;

    @Option(
            names = "--vm-size",
            paramLabel = "SIZE",
            description = "A VM size to look for in the account's region; may be given several times.")
    private List<String> sizes = new ArrayList<>();

    @Override
    public Integer call() throws JsonProcessingException {
        Path root = HomeFolder.projectRoot();
        Path plan = topology == null ? root.resolve("deploy/local/servicebus.json") : topology;
        List<NodeImageWish> images =
                NodeImageWish.read(root.resolve("scheduler-service/src/main/resources/application.yml"));
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        DiagnosisReport report = new ConfigurationDoctor(plan, images, sizes, Clock.systemUTC())
                .diagnose(settings, settings.cloud().identity());
        if (json) {
            System.out.println(
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            report.lines(all).forEach(System.out::println);
        }
        return report.getWrong() == 0 ? 0 : SOMETHING_WRONG;
    }
}
