package io.dropbatch.cli.client.find;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.view.DropEntry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch list}. */
@Command(
        name = "list",
        description = "List drops, the newest first.",
        footer = {
            "",
            "Examples:",
            "  dropbatch list",
            "  dropbatch list monte-carlo --state failed --since 7d",
            "  dropbatch list --state open,failed --text \"no such file\" --limit 200",
            "  dropbatch list --json | jq -r .status.submission",
            "",
            "States: waiting, queued, running, paused, ready, partial, failed, cancelled, rejected; open for those without an"
                    + " outcome, ended for those with one. Drops are remembered for 30 days after their end."
        })
public final class ListCommand implements Callable<Integer> {

    private static final int PAGE = 200;
    private static final int LONGEST_MESSAGE = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", arity = "0..1", paramLabel = "WORKLOAD", description = "Only drops of this workload.")
    private @Nullable String workload;

    @Option(names = "--state", paramLabel = "STATES", description = "Only drops in these states, commas in between.")
    private @Nullable String state;

    @Option(names = "--since", paramLabel = "TIME", description = "Only drops since then: 90m, 7d, or a time.")
    private @Nullable String since;

    @Option(names = "--text", paramLabel = "TEXT", description = "Only drops whose name, message or id holds this.")
    private @Nullable String text;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--json", description = "Print one line of JSON for each drop.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.wrongUse("--limit: 1 or more");
        }
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        try (ResultsApi api = ResultsApi.connect(settings)) {
            ResultsApi.Listed listed = api.list(first(), DropEntry[].class, limit, this::print);
            if (!json) {
                conclude(listed);
            }
        }
        return 0;
    }

    private String first() {
        List<String> query = new ArrayList<>(List.of("limit=" + Math.min(limit, PAGE)));
        add(query, "workload", workload);
        add(query, "state", state);
        add(query, "since", since);
        add(query, "text", text);
        return "submissions?" + String.join("&", query);
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }

    private void print(DropEntry drop) {
        if (json) {
            System.out.println(new String(ModelJson.write(drop), StandardCharsets.UTF_8));
            return;
        }
        String time = TIME.format(drop.trigger().uploadedAt().atZone(ZoneId.systemDefault()));
        String message = ReadableNumbers.printable(drop.status().message());
        String head = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
        System.out.printf(
                Locale.ROOT,
                "%s  %-9s  %s  %s%n",
                time,
                DropWords.state(drop.status()),
                ReadableNumbers.printable(drop.name()),
                head);
    }

    private void conclude(ResultsApi.Listed listed) {
        if (listed.entries() == 0) {
            System.out.println("no drop matches");
        } else if (listed.more()) {
            System.out.println("there are more: --limit " + limit * 10L + " shows them");
        }
    }
}
