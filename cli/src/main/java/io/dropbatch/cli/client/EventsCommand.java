package io.dropbatch.cli.client;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.model.event.EventTopic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch events}. */
@Command(
        name = "events",
        description = {
            "Print announcements as they come.",
            "It only looks: other subscribers of the subscription 'all' receive everything as before."
        },
        footer = {"", "Examples:", "  dropbatch events", "  dropbatch events --topic outputs --json | jq .data.manifest"
        })
final class EventsCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "submissions, jobs, tasks or outputs (default: all four).")
    private List<EventTopic> topics = Arrays.asList(EventTopic.values());

    @Option(names = "--from-start", description = "Begin with what the last hour left in the subscriptions.")
    private boolean fromStart;

    @Option(names = "--json", description = "Print each CloudEvent as one line of JSON.")
    private boolean json;

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private long count = Long.MAX_VALUE;

    @Override
    public Integer call() {
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        List<String> names = topics.stream()
                .map(topic -> topic.name().toLowerCase(Locale.ROOT))
                .toList();
        try (EventFeed feed = EventFeed.open(settings, names, fromStart)) {
            EventPrinter printer = new EventPrinter(System.out, json);
            for (long printed = 0; printed < count; printed++) {
                printer.print(feed.next());
            }
        }
        return 0;
    }
}
