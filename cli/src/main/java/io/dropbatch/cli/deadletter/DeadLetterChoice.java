package io.dropbatch.cli.deadletter;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.AccountContainers;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.doctor.BusConnection;
import io.dropbatch.deadletter.DeadLetterDesk;
import io.dropbatch.deadletter.DeadLetterNotes;
import io.dropbatch.model.deadletter.BusEntity;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters a command is about, and where they are. */
final class DeadLetterChoice {

    private static final int MOST = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Parameters(index = "0", paramLabel = "ENTITY", description = "A queue, or TOPIC/SUBSCRIPTION.")
    private String entity = "";

    @Parameters(index = "1..*", paramLabel = "NUMBER", description = "Which of them, by number.")
    private List<Long> numbers = List.of();

    @Option(names = "--all", description = "All that are there now.")
    private boolean all;

    /** Something that is done with letters; it returns the numbers of those that were there. */
    @FunctionalInterface
    interface DeskAction {
        Set<Long> on(DeadLetterDesk desk, BusEntity entity, Set<Long> numbers, String person);
    }

    /** Does it, and says what was done. */
    int run(String done, DeskAction action) {
        BusEntity from = entity(entity);
        if (all == !numbers.isEmpty()) {
            throw CliException.wrongUse(
                    "say which: numbers as 'dropbatch dead-letters list " + entity + "' shows them, or --all");
        }
        DeadLetterDesk desk = desk(ClientSettings.load(System.getenv(), home.folder()));
        Set<Long> wanted = all
                ? letters(desk, from, MOST).stream()
                        .map(DeadLetter::number)
                        .collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>(numbers);
        Set<Long> found = asking(() -> action.on(desk, from, wanted, person()));
        System.out.println(done + " " + found.size() + (found.size() == 1 ? " dead letter" : " dead letters") + " of "
                + from.name());
        wanted.removeAll(found);
        if (wanted.isEmpty()) {
            return 0;
        }
        System.err.println("dropbatch: not there, or somebody else has them just now: " + wanted);
        return 1;
    }

    static BusEntity entity(String name) {
        try {
            return BusEntity.of(name);
        } catch (IllegalArgumentException e) {
            throw CliException.wrongUse(String.valueOf(e.getMessage()));
        }
    }

    static List<DeadLetter> letters(DeadLetterDesk desk, BusEntity entity, int most) {
        return asking(() -> desk.look(entity, 0, most));
    }

    private static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DeadLetterException e) {
            String words = String.valueOf(e.getMessage());
            throw e.kind() == DeadLetterException.Kind.UNKNOWN_ENTITY
                    ? CliException.wrongUse(words)
                    : new CliException(words);
        }
    }

    private static String person() {
        return System.getProperty("user.name", "somebody");
    }

    static DeadLetterDesk desk(ClientSettings settings) {
        BusConnection bus = new BusConnection(settings);
        return new DeadLetterDesk(bus::messages, notes(settings), Clock.systemUTC(), LONGEST);
    }

    static DeadLetterNotes notes(ClientSettings settings) {
        String container = settings.find("DROPBATCH_CONTAINERS_SYSTEM").orElse("system");
        return new DeadLetterNotes(AccountContainers.connect(settings).storage().blobs(container));
    }
}
