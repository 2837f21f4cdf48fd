package io.dropbatch.cli.client.find;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.codec.ModelJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The options of the commands that change a drop, and how they ask results-service for it. */
final class DropChange {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "DROP", description = "WORKLOAD/DROP, or the id of the submission.")
    private String drop = "";

    /** Asks for the action in the user's name and prints the answer. */
    void ask(String action) {
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        DropReference found = DropReference.find(settings, drop);
        byte[] body = ModelJson.write(Map.of("by", System.getProperty("user.name", "")));
        try (ResultsApi api = ResultsApi.connect(settings)) {
            String words = api.change(found.path() + "/actions/" + action, new String(body, StandardCharsets.UTF_8));
            System.out.println(words + " 'dropbatch watch " + found.name() + "' shows it.");
        }
    }
}
