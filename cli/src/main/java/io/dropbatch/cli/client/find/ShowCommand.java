package io.dropbatch.cli.client.find;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.view.DropLife;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch show}. */
@Command(
        name = "show",
        description = "Show the whole life of a drop: what happened when, queue, levels, failures by cause, cost.",
        footer = {
            "",
            "Examples:",
            "  dropbatch show monte-carlo/today",
            "  dropbatch show monte-carlo-abcdefghijklmnopqrst --json | jq .levels",
            "",
            "Which tasks failed: dropbatch tasks DROP --failed. What one wrote: dropbatch logs DROP TASK."
        })
public final class ShowCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "DROP", description = "WORKLOAD/DROP, or the id of the submission.")
    private String drop = "";

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        DropReference found = DropReference.find(settings, drop);
        try (ResultsApi api = ResultsApi.connect(settings)) {
            DropLife life = api.get(found.path() + "/life", DropLife.class);
            if (json) {
                System.out.println(new String(ModelJson.write(life), StandardCharsets.UTF_8));
            } else {
                new LifePage(life, ZoneId.systemDefault()).lines().forEach(System.out::println);
            }
        }
        return 0;
    }
}
