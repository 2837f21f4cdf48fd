package io.dropbatch.localazure.batch.node.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A script that turns a shell into a command: the shell prints its process id, changes to the directory, sets the
 * environment, redirects the files, and is replaced by the program. Every word is quoted, so the shell interprets none.
 *
 * @param refusal a file that the shell creates when it could not execute the program
 */
record StartScript(String text, Path directory, Path refusal) {

    private static final int LONGEST = 32 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    // The shell treats these variables specially.
    private static final Set<String> ITS_OWN = Set.of(
            "IFS",
            "OPTIND",
            "PPID",
            "LINENO",
            "PS1",
            "PS2",
            "PS4",
            "PWD",
            "OLDPWD",
            "ENV",
            "MAIL",
            "MAILPATH",
            "MAILCHECK",
            "HISTSIZE",
            "TERM",
            "_");

    /**
     * A script for a command; empty for a rare command that a shell might change.
     *
     * @param entrances the files by which the process first enters its control groups
     */
    static Optional<StartScript> of(
            List<String> command, Map<String, String> environment, Path directory, List<Path> entrances) {
        Path refusal = directory.resolve("not-launched");
        StringBuilder text = new StringBuilder("(read -r p r </proc/self/stat; echo $p; trap ");
        // The shell reaches this line only if it did not become the program.
        quote(text, quote(new StringBuilder(": >"), refusal.toString()).toString())
                .append(" EXIT");
        for (Path entrance : entrances) {
            quote(text.append("; echo $p >"), entrance.toString()).append(" || exit 126");
        }
        text.append("; cd ");
        quote(text, directory.resolve("wd").toString()).append(" || exit 126; unset PWD OLDPWD; export");
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (!passes(variable.getKey())) {
                return Optional.empty();
            }
            quote(text.append(' ').append(variable.getKey()).append('='), variable.getValue());
        }
        quote(
                text.append("; exec </dev/null >"),
                directory.resolve("stdout.txt").toString());
        quote(text.append(" 2>"), directory.resolve("stderr.txt").toString());
        text.append("; exec");
        for (String word : command) {
            quote(text.append(' '), word);
        }
        text.append("); echo $?\n");
        boolean plain = text.length() <= LONGEST && text.chars().allMatch(StartScript::plain);
        return plain ? Optional.of(new StartScript(text.toString(), directory, refusal)) : Optional.empty();
    }

    /** Whether the shell passes on a variable with this name unchanged. */
    static boolean passes(String variable) {
        return NAME.matcher(variable).matches() && !ITS_OWN.contains(variable);
    }

    static StringBuilder quote(StringBuilder text, String word) {
        return text.append('\'').append(word.replace("'", "'\\''")).append('\'');
    }

    private static boolean plain(int character) {
        return (character >= ' ' && character <= '~') || character == '\n' || character == '\t';
    }
}
