package io.dropbatch.cli.client;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.codec.document.DurationText;
import io.dropbatch.model.event.EventTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
        footer = {
            "",
            "Examples:",
            "  dropbatch events                                 what comes, until Ctrl-C",
            "  dropbatch events --from-start --until-idle       what was announced in the last hour",
            "  dropbatch events --topic submissions --topic outputs --for 10m",
            "  dropbatch events --topic outputs --json | jq .data.manifest",
            "",
            "Rejected drops are announced on the topic submissions, results on outputs."
        })
final class EventsCommand implements Callable<Integer> {

    private static final Duration IDLE = Duration.ofSeconds(1);

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

    @Option(names = "--for", paramLabel = "DURATION", description = "End after so long, such as 10s or 5m.")
    private @Nullable String span;

    @Option(names = "--until-idle", description = "End when nothing has come for a second.")
    private boolean untilIdle;

    @Override
    public Integer call() {
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        List<String> names = topics.stream()
                .map(topic -> topic.name().toLowerCase(Locale.ROOT))
                .toList();
        try (EventFeed feed = EventFeed.open(settings, names, fromStart)) {
            EventPrinter printer = new EventPrinter(System.out, json);
            Instant end = span == null ? Instant.MAX : Instant.now().plus(duration(span));
            for (long printed = 0; printed < count; printed++) {
                Optional<ServiceBusReceivedMessage> next = feed.next(untilIdle ? earlier(end, idleFromNow()) : end);
                if (next.isEmpty()) {
                    break;
                }
                printer.print(next.get());
            }
        }
        return 0;
    }

    private static Duration duration(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> CliException.wrongUse("--for " + text + ": give a duration, such as 10s or 5m"));
    }

    private static Instant idleFromNow() {
        return Instant.now().plus(IDLE);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
