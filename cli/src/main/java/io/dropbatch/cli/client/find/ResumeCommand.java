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

/** {@code dropbatch resume}. */
@Command(
        name = "resume",
        description = "Let a drop go on that pauses.",
        footer = {
            "",
            "Examples:",
            "  dropbatch resume monte-carlo/today",
            "  dropbatch resume monte-carlo-abcdefghijklmnopqrst",
            "",
            "A drop that does not pause goes on as it does, and the command says so. Without the command line: upload an empty _RESUME beside the trigger.",
            "",
            "Exit status: 0 it goes on, 2 wrong use, or a drop that has no job or has ended."
        })
public final class ResumeCommand implements Callable<Integer> {

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
            String words = api.change(found.path() + "/actions/resume", new String(body, StandardCharsets.UTF_8));
            System.out.println(words + " 'dropbatch watch " + found.name() + "' shows it.");
        }
        return 0;
    }
}
