package io.dropbatch.cli.stack;

import io.dropbatch.cli.supervision.ForegroundSupervisor;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch up}. */
@Command(
        name = "up",
        description = "Starts local Azure and the four services, and keeps them running until Ctrl-C or 'down'.",
        footer = {
            "",
            "Examples:",
            "  dropbatch up                     until Ctrl-C",
            "  dropbatch up --detach            returns when everything answers; 'down' ends it",
            "  dropbatch up --home /tmp/other   a second system, on free ports"
        })
final class UpCommand implements Callable<Integer> {

    @Mixin
    private SystemStart start = new SystemStart();

    @Override
    public Integer call() throws Exception {
        return start.run(true, this::howTo);
    }

    private void howTo(Map<String, String> environment) {
        System.out.println();
        System.out.println("  blobs      " + ForegroundSupervisor.blobEndpoint(environment));
        System.out.println("  events     Service Bus topics submissions, jobs, tasks, outputs");
        System.out.println("  console    " + environment.getOrDefault("RESULTS_URL", ""));
        System.out.println();
        System.out.println("  settings   . " + start.localEnv() + "   exports addresses and keys to your shell");
        System.out.println("  try        ./dropbatch publish workloads/word-count");
        System.out.println("             ./dropbatch submit word-count workloads/word-count/drop --watch");
    }
}
