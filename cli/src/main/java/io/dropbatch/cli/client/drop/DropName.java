package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.model.drop.InputPath;
import io.dropbatch.model.layout.InboxLayout;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What a drop, one folder of the inbox, is called. */
public final class DropName {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int LONGEST = 100;
    private static final int LONGEST_DERIVED = 60;

    private DropName() {}

    /** The name as the user gave it. */
    public static String given(String name) {
        objection(name).ifPresent(words -> {
            throw CliException.wrongUse("--name '" + name.replaceAll("\\p{Cntrl}", "?") + "': " + words);
        });
        return name;
    }

    /** The folder's own name and the time, without a dot: what comes before one names a tenant. */
    public static String derived(Path folder, LocalDateTime now) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = Normalizer.normalize(last == null ? "drop" : last.toString(), Normalizer.Form.NFC)
                .replaceAll("[\\p{Cntrl}\\\\\\s.]+", "-")
                .replaceFirst("^[_-]+", "");
        String head = name.length() > LONGEST_DERIVED ? name.substring(0, LONGEST_DERIVED) : name;
        return (head.isEmpty() ? "drop" : head) + "-" + TIME.format(now);
    }

    private static Optional<String> objection(String name) {
        if (name.isBlank() || !name.equals(name.strip())) {
            return Optional.of("a drop's name neither is empty nor begins or ends with a space");
        }
        if (name.indexOf('/') >= 0) {
            return Optional.of("a drop is one folder, without '/'");
        }
        if (name.endsWith(".")) {
            return Optional.of("storage takes no folder that ends with '.'");
        }
        if (name.startsWith(InboxLayout.STATUS_PREFIX)) {
            return Optional.of("names that begin with " + InboxLayout.STATUS_PREFIX + " belong to Dropbatch");
        }
        if (name.length() > LONGEST) {
            return Optional.of("a drop's name has at most " + LONGEST + " characters");
        }
        return InputPath.objection(name);
    }
}
