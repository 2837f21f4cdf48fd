package io.dropbatch.cli.stack;

import io.dropbatch.cli.observe.ObservingPrograms;
import io.dropbatch.cli.supervision.ForegroundSupervisor;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch up}. */
@Command(
        name = "up",
        description = "Starts local Azure and the four services, and keeps them running until Ctrl-C or 'down'.",
        footer = {
            "",
            "Examples:",
            "  dropbatch up                     until Ctrl-C",
            "  dropbatch up --detach            returns when everything answers; 'down' ends it",
            "  dropbatch up --home /tmp/other   a second system, on free ports",
            "  dropbatch up --observe           with metrics, alerts, traces and dashboards"
        })
final class UpCommand implements Callable<Integer> {

    static final String OBSERVE = "--observe";

    @Mixin
    private SystemStart start = new SystemStart();

    @Option(
            names = OBSERVE,
            description = "Starts Prometheus, Zipkin and Grafana as well, as far as this machine has them.")
    private boolean observe;

    @Override
    public Integer call() throws Exception {
        return start.run(true, observe, this::howTo);
    }

    private void howTo(Map<String, String> environment) {
        System.out.println();
        System.out.println("  blobs      " + ForegroundSupervisor.blobEndpoint(environment));
        System.out.println("  events     Service Bus topics submissions, jobs, tasks, outputs");
        System.out.println("  console    " + environment.getOrDefault("RESULTS_URL", ""));
        System.out.println("  nodes      " + start.startTasks());
        if (observe) {
            ObservingPrograms.directions(environment).forEach(line -> System.out.println("  " + line));
        }
        System.out.println();
        System.out.println("  settings   . " + start.localEnv() + "   exports addresses and keys to your shell");
        System.out.println("  try        ./dropbatch publish workloads/word-count");
        System.out.println("             ./dropbatch submit word-count workloads/word-count/drop --watch");
    }
}
