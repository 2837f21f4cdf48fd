package io.dropbatch.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit a terminal. */
public final class TextLines {

    private TextLines() {}

    /** Broken between words; a word that is longer than a line has one of its own. At least one line. */
    public static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
