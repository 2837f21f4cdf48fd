package io.dropbatch.cli.stack;

import io.dropbatch.cli.supervision.ForegroundSupervisor;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dropbatch local-azure}. */
@Command(
        name = "local-azure",
        description = "Starts only the local Azure: Storage, Service Bus and Batch, for any Azure program.",
        footer = {
            "",
            "Examples:",
            "  dropbatch local-azure                           until Ctrl-C",
            "  dropbatch local-azure --detach && . .dropbatch/local.env"
        })
final class LocalAzureCommand implements Callable<Integer> {

    @Mixin
    private SystemStart start = new SystemStart();

    @Override
    public Integer call() throws Exception {
        return start.run(false, false, this::howTo);
    }

    private void howTo(Map<String, String> environment) {
        System.out.println();
        System.out.println("  blobs      " + ForegroundSupervisor.blobEndpoint(environment));
        System.out.println("  settings   . " + start.localEnv() + "   exports addresses and keys to your shell");
        String batch = environment.getOrDefault("AZURE_BATCH_ENDPOINT", "");
        System.out.println("  batch      " + batch);
        System.out.println("  nodes      " + start.startTasks());
        System.out.println("  to look at " + batch + "/_ui/");
    }
}
