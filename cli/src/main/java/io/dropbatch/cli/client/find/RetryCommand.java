package io.dropbatch.cli.client.find;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.codec.ModelJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dropbatch retry}. */
@Command(
        name = "retry",
        description = "Try a drop again that failed: what succeeded is taken over, only the rest runs.",
        footer = {
            "",
            "Examples:",
            "  dropbatch retry monte-carlo/today",
            "  dropbatch retry monte-carlo-abcdefghijklmnopqrst",
            "",
            "It runs the same inputs with the same workload as before. To run changed ones, upload the trigger again."
                    + " Without the command line: upload an empty _RETRY beside the trigger.",
            "",
            "Exit status: 0 it is tried again, 2 wrong use or a drop that has not failed."
        })
public final class RetryCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "DROP", description = "WORKLOAD/DROP, or the id of the submission.")
    private String drop = "";

    @Override
    public Integer call() {
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        DropReference found = DropReference.find(settings, drop);
        String by = System.getProperty("user.name", "");
        try (ResultsApi api = ResultsApi.connect(settings)) {
            byte[] body = ModelJson.write(Map.of("by", by));
            String words = api.change(found.path() + "/actions/retry", new String(body, StandardCharsets.UTF_8));
            System.out.println(words + " 'dropbatch watch " + found.name() + "' shows it.");
        }
        return 0;
    }
}
