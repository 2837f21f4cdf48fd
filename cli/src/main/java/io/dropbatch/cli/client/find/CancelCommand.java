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

/** {@code dropbatch cancel}. */
@Command(
        name = "cancel",
        description = "Cancel a drop: what has not run does not run any more, and what was verified stays.",
        footer = {
            "",
            "Examples:",
            "  dropbatch cancel monte-carlo/today",
            "  dropbatch cancel monte-carlo-abcdefghijklmnopqrst",
            "",
            "A drop that has ended stays as it is, and the command says so. Without the command line: upload an empty"
                    + " _CANCEL beside the trigger, or delete the trigger.",
            "",
            "Exit status: 0 it is cancelled or had ended already, 2 wrong use."
        })
public final class CancelCommand implements Callable<Integer> {

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
            String words = api.change(found.path() + "/actions/cancel", new String(body, StandardCharsets.UTF_8));
            System.out.println(words + " 'dropbatch watch " + found.name() + "' shows it.");
        }
        return 0;
    }
}
