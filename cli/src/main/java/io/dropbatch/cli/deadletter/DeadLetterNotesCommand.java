package io.dropbatch.cli.deadletter;

import io.dropbatch.cli.HomeFolder;
import io.dropbatch.cli.client.ClientSettings;
import io.dropbatch.cli.console.CliException;
import io.dropbatch.cli.console.ReadableNumbers;
import io.dropbatch.codec.ModelJson;
import io.dropbatch.model.deadletter.DeadLetter;
import io.dropbatch.model.deadletter.DeadLetterNote;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dropbatch dead-letters notes}. */
@Command(
        name = "notes",
        mixinStandardHelpOptions = true,
        description = "Who sent dead letters again or discarded them, the newest last.",
        footer = {
            "",
            "Examples:",
            "  dropbatch dead-letters notes",
            "  dropbatch dead-letters notes --json | jq -r .letter.body"
        })
final class DeadLetterNotesCommand implements Callable<Integer> {

    @Mixin
    private final HomeFolder home = new HomeFolder();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Print each as one line of JSON, with the whole message.")
    private boolean json;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw CliException.wrongUse("--limit " + limit + ": give a number from 1");
        }
        ClientSettings settings = ClientSettings.load(System.getenv(), home.folder());
        List<DeadLetterNote> notes = DeadLetterChoice.notes(settings).newest(limit);
        notes.forEach(note ->
                System.out.println(json ? new String(ModelJson.write(note), StandardCharsets.UTF_8) : words(note)));
        return 0;
    }

    static String words(DeadLetterNote note) {
        DeadLetter letter = note.letter();
        return ReadableNumbers.printable("%s  %s %s %s %d  %s"
                .formatted(
                        note.at(),
                        note.by(),
                        note.action().name().toLowerCase(Locale.ROOT),
                        letter.entity(),
                        letter.number(),
                        letter.reason()));
    }
}
