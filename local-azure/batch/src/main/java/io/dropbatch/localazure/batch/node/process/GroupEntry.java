package io.dropbatch.localazure.batch.node.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A prefix for a command that Java starts: the process enters its control groups, then becomes the command. */
final class GroupEntry {

    private static final String SHELL = "/bin/dash";
    private static final String ENV = "/usr/bin/env";

    private GroupEntry() {}

    /** A shell enters the groups; {@code env} restores the variables that the shell would not pass on. */
    static List<String> words(List<Path> entrances, Map<String, String> environment, Path refusal) {
        StringBuilder script = new StringBuilder();
        for (Path entrance : entrances) {
            StartScript.quote(script.append("echo $$ >"), entrance.toString()).append(" || { : >");
            StartScript.quote(script, refusal.toString()).append("; exit 126; }; ");
        }
        List<String> words = new ArrayList<>(List.of(
                SHELL, "-c", script.append("unset PWD OLDPWD; exec \"$@\"").toString(), SHELL, ENV, "--"));
        environment.forEach((name, value) -> {
            if (!StartScript.passes(name)) {
                words.add(name + "=" + value);
            }
        });
        return words;
    }
}
