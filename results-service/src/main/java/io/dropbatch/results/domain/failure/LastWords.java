package io.dropbatch.results.domain.failure;

import io.dropbatch.model.outcome.Failure;
import io.dropbatch.model.result.TaskOrigin;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The last line that a failed command wrote to its standard error. */
public final class LastWords {

    private static final int LONGEST = 200;
    private static final int SHORTEST_NAME = 3;
    private static final Pattern FOLDER_ON_NODE = Pattern.compile("/[^\\s'\"`:]*/wd/(?:_dropbatch/(?:in|row|merge)/)?");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");
    private static final Pattern NUMBER = Pattern.compile("0[xX][0-9a-fA-F]+|[0-9]+(?:[.][0-9]+)*");

    private LastWords() {}

    /** Empty when it wrote nothing, or nobody knows what. */
    public static Optional<String> of(Failure failure) {
        if (failure.stderrTail() == null) {
            return Optional.empty();
        }
        List<String> lines = failure.stderrTail()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.isEmpty() ? Optional.empty() : Optional.of(shortened(withoutNode(lines.getLast())));
    }

    /** The words without what differs from task to task: names of inputs, parameters, numbers and quoted text. */
    static String pattern(String words, TaskOrigin origin) {
        String text = words;
        for (String input : origin.inputs()) {
            text = without(without(text, input), input.substring(input.lastIndexOf('/') + 1));
        }
        for (String value : origin.setting().values().values()) {
            text = without(text, value);
        }
        return NUMBER.matcher(QUOTED.matcher(text).replaceAll("''")).replaceAll("0");
    }

    private static String without(String text, String name) {
        return name.length() < SHORTEST_NAME ? text : text.replace(name, "");
    }

    /** Where the file lay on its node tells a user nothing; its own name does. */
    private static String withoutNode(String line) {
        return FOLDER_ON_NODE.matcher(line).replaceAll("");
    }

    private static String shortened(String line) {
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
