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
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
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
        return settle(
                desk, from, all ? all(desk, from, MOST) : new Wanted(new TreeSet<>(numbers), false), done, action);
    }

    /**
     * Which letters a command is about.
     *
     * @param more whether there are others than can be settled at once
     */
    record Wanted(Set<Long> numbers, boolean more) {}

    /** All that are there, the oldest of them when they are too many. */
    static Wanted all(DeadLetterDesk desk, BusEntity from, int most) {
        NavigableSet<Long> there = asking(() -> desk.numbers(from, most + 1));
        boolean more = there.size() > most;
        if (more) {
            there.pollLast();
        }
        return new Wanted(there, more);
    }

    static int settle(DeadLetterDesk desk, BusEntity from, Wanted wanted, String done, DeskAction action) {
        Set<Long> found = asking(() -> action.on(desk, from, wanted.numbers(), person()));
        System.out.println(done + " " + found.size() + (found.size() == 1 ? " dead letter" : " dead letters") + " of "
                + from.name());
        Set<Long> left = new TreeSet<>(wanted.numbers());
        left.removeAll(found);
        if (!left.isEmpty()) {
            System.err.println("dropbatch: not there, or somebody else has them just now: " + left);
        }
        if (wanted.more()) {
            System.err.println("dropbatch: there are more than "
                    + wanted.numbers().size() + ", and these were the oldest: run it again for the others");
        }
        return left.isEmpty() && !wanted.more() ? 0 : 1;
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
