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

/** {@code dropbatch pause}. */
@Command(
        name = "pause",
        description = "Let a drop pause: no further task of it starts, those that run are left to end.",
        footer = {
            "",
            "Examples:",
            "  dropbatch pause monte-carlo/today",
            "  dropbatch pause monte-carlo-abcdefghijklmnopqrst",
            "",
            "A job in the queue keeps its place; limits.wallClock goes on. Without the command line: upload an empty _PAUSE beside the trigger.",
            "",
            "Exit status: 0 it pauses, 2 wrong use, or a drop that has no job or has ended."
        })
public final class PauseCommand implements Callable<Integer> {

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
            String words = api.change(found.path() + "/actions/pause", new String(body, StandardCharsets.UTF_8));
            System.out.println(words + " 'dropbatch watch " + found.name() + "' shows it.");
        }
        return 0;
    }
}
