package io.dropbatch.cli.deadletter;

import com.azure.core.exception.AzureException;
import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.cli.doctor.BusConnection;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.deadletter.DeadLetterCatalog;
import io.dropbatch.deadletter.DeadLetterDesk;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterCount;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dropbatch dead-letters list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {"List dead letters with reason and body.", "It only looks: they stay where they are."},
        footer = {
            "",
            "Examples:",
            "  dropbatch dead-letters list",
            "  dropbatch dead-letters list jobs/results --limit 5",
            "  dropbatch dead-letters list scheduler-work --json | jq -r .body",
            "",
            "Without ENTITY it asks the bus which queues and subscriptions have any, which takes the right to manage"
                    + " it."
        })
final class DeadLetterListCommand implements Callable<Integer> {

    private static final int LONGEST_BODY = 300;

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ENTITY",
            description = "A queue, or TOPIC/SUBSCRIPTION (default: all).")
    private @Nullable String entity;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many of each, the oldest first (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print each as one line of JSON, with its whole body.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.wrongUse("--limit " + limit + ": give a number from 1");
        }
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        List<BusEntity> entities = entity == null
                ? withDeadLetters(new BusConnection(settings))
                : List.of(DeadLetterChoice.entity(entity));
        DeadLetterDesk desk = DeadLetterChoice.desk(settings);
        int shown = 0;
        for (BusEntity each : entities) {
            List<DeadLetter> letters = DeadLetterChoice.letters(desk, each, limit);
            letters.forEach(this::print);
            shown += letters.size();
        }
        if (shown == 0 && !json) {
            System.out.println("no dead letters");
        }
        return 0;
    }

    private void print(DeadLetter letter) {
        if (json) {
            System.out.println(new String(ModelJson.write(letter), StandardCharsets.UTF_8));
            return;
        }
        System.out.println(words(letter));
    }

    static String words(DeadLetter letter) {
        String body =
                letter.body().length() > LONGEST_BODY ? letter.body().substring(0, LONGEST_BODY) + "…" : letter.body();
        String description = letter.description().isEmpty() ? "" : ": " + letter.description();
        return ReadableNumbers.printable("%s %d  since %s  %s%s"
                        .formatted(letter.entity(), letter.number(), letter.enqueuedAt(), letter.reason(), description))
                + "\n  " + ReadableNumbers.printable(body);
    }

    static List<BusEntity> withDeadLetters(BusConnection bus) {
        try {
            return DeadLetterCatalog.read(bus.administration()).stream()
                    .map(DeadLetterCount::entity)
                    .toList();
        } catch (AzureException e) {
            throw new CliException("the bus does not say what it has (" + e.getMessage()
                    + "): name a queue or TOPIC/SUBSCRIPTION, which takes no right to manage it");
        }
    }
}
