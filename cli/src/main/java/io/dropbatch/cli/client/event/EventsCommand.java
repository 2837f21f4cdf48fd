package io.dropbatch.cli.client.event;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.client.event.EventHistory.HistoryChoice;
import io.dropbatch.cli.client.find.ResultsApi;
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
            "Print announcements as they come, or those that were kept.",
            "It only looks: other subscribers of the subscription 'all' receive everything as before."
        },
        footer = {
            "",
            "Examples:",
            "  dropbatch events                                 what comes, until Ctrl-C",
            "  dropbatch events --from-start --until-idle       what was announced in the last hour",
            "  dropbatch events --topic submissions --topic outputs --for 10m",
            "  dropbatch events --topic outputs --json | jq .data.manifest",
            "  dropbatch events --since 7d --type 'output.*' --workload monte-carlo",
            "  dropbatch events --since 2026-11-29T08:00:00Z --follow --json",
            "  dropbatch events --since 2d --type output.ready --to billing-again",
            "",
            "Rejected drops are announced on the topic submissions, results on outputs.",
            "--since, --type, --workload, --follow and --to ask results-service, which keeps announcements for 30 days"
                    + " and shows each some seconds after it came.",
            "--to sends them again, with the ids and properties that they had: a receiver that remembers ids handles"
                    + " each once. Nobody can send into one subscription, so it is a queue or topic of your own."
        })
final class EventsCommand implements Callable<Integer> {

    private static final Duration IDLE = Duration.ofSeconds(1);

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "submissions, jobs, tasks or outputs (default: all four).")
    private List<EventTopic> topics = List.of();

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

    @Option(names = "--since", paramLabel = "TIME", description = "Those kept since then: 90m, 7d, or a time.")
    private @Nullable String since;

    @Option(
            names = "--type",
            paramLabel = "TYPES",
            description = "Of those kept only these, such as output.ready,job.closed or output.*.")
    private @Nullable String types;

    @Option(names = "--workload", paramLabel = "NAME", description = "Of those kept only this workload's.")
    private @Nullable String workload;

    @Option(names = "--follow", description = "Go on with what is announced from now on.")
    private boolean follow;

    @Option(
            names = "--to",
            paramLabel = "QUEUE|TOPIC",
            description = "Send those kept to a queue or topic of your own instead of printing them.")
    private @Nullable String to;

    @Override
    public Integer call() {
        HistoryChoice choice = new HistoryChoice(since, types, workload);
        if (count < 1) {
            throw CliException.wrongUse("--count: 1 or more");
        }
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        if (choice.isGiven() || follow || to != null) {
            kept(settings, choice);
        } else {
            coming(settings);
        }
        return 0;
    }

    private void kept(ClientSettings settings, HistoryChoice choice) {
        if (!topics.isEmpty() || fromStart || span != null || untilIdle) {
            throw CliException.wrongUse(
                    "--topic, --from-start, --for and --until-idle are for what comes; those kept are"
                            + " chosen by --since, --type and --workload, and --follow goes on");
        }
        if (to != null) {
            EventReplay.check(to);
        }
        try (ResultsApi api = ResultsApi.connect(settings)) {
            EventHistory history = new EventHistory(api, choice);
            if (to == null) {
                EventPrinter printer = new EventPrinter(System.out, json);
                history.read(follow, counted(events -> events.forEach(printer::print)));
            } else {
                replay(settings, history, to);
            }
        }
    }

    private void replay(ClientSettings settings, EventHistory history, String target) {
        try (EventReplay replay = EventReplay.open(EventFeed.builder(settings), target)) {
            history.read(follow, counted(replay::send));
            System.out.println("sent " + replay.sent() + (replay.sent() == 1 ? " event" : " events") + " to " + target);
        }
    }

    /** What a reader of pages does with announcements. */
    @FunctionalInterface
    private interface EventAction {
        void on(List<byte[]> events);
    }

    /** Hands on no more than were asked for. */
    private EventHistory.PageReader counted(EventAction action) {
        return new EventHistory.PageReader() {
            private long left = count;

            @Override
            public boolean read(List<byte[]> events) {
                List<byte[]> some = events.subList(0, (int) Math.min(left, events.size()));
                action.on(some);
                left -= some.size();
                return left > 0;
            }
        };
    }

    private void coming(ClientSettings settings) {
        List<EventTopic> wanted = topics.isEmpty() ? Arrays.asList(EventTopic.values()) : topics;
        List<String> names = wanted.stream()
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
                printer.print(next.get().getBody().toBytes());
            }
        }
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
