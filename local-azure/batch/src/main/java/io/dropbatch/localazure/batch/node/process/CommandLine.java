package io.dropbatch.localazure.batch.node.process;

import io.dropbatch.localazure.batch.node.failure.RunFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into the program and its arguments by the quoting rules of POSIX, without any expansion:
 * Azure runs no shell unless the command names one.
 *
 * @see <a href="https://learn.microsoft.com/azure/batch/batch-compute-node-environment-variables#command-line-expansion-of-environment-variables">Command-line expansion</a>
 */
final class CommandLine {

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private CommandLine(String text) {
        this.text = text;
    }

    static List<String> split(String text) throws RunFailure {
        CommandLine line = new CommandLine(text);
        line.read();
        if (line.words.isEmpty()) {
            throw failed("The command line is empty");
        }
        return line.words;
    }

    private void read() throws RunFailure {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> single();
                case '"' -> quoted();
                case '\\' -> append(next());
                default -> append(c);
            }
        }
        endWord();
    }

    private void single() throws RunFailure {
        inWord = true;
        int end = text.indexOf('\'', at);
        if (end < 0) {
            throw failed("A single quote is not closed");
        }
        word.append(text, at, end);
        at = end + 1;
    }

    private void quoted() throws RunFailure {
        inWord = true;
        while (true) {
            char c = next();
            if (c == '"') {
                return;
            }
            append(c == '\\' && escapable() ? next() : c);
        }
    }

    private boolean escapable() {
        return at < text.length() && "\"\\$`\n".indexOf(text.charAt(at)) >= 0;
    }

    private char next() throws RunFailure {
        if (at >= text.length()) {
            throw failed("A quote or backslash at the end is not closed");
        }
        return text.charAt(at++);
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private static RunFailure failed(String detail) {
        return RunFailure.user("CommandLaunchFailed", "Failed to launch the specified command line", detail);
    }
}
