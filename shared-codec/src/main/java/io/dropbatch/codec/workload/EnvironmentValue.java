package io.dropbatch.codec.workload;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule for values of environment variables: they are literal, so that a reference to another one is a mistake. */
final class EnvironmentValue {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{(\\w+)[^}]*}|(\\w+))");
    private static final Pattern KNOWN = Pattern.compile("(?:\\w*PATH|APP_DIR|INPUTS?|HOME|PWD|USER|TMPDIR|LD_PRELOAD"
            + "|JAVA_HOME|TASK_(?:INDEX|COUNT)|(?:PARAM|AZ_BATCH)_\\w+)");

    private EnvironmentValue() {}

    /**
     * Why the value would not become what its author means, or empty when it stands for itself.
     *
     * @param names all variables that the workload sets
     */
    static Optional<String> objection(String name, String value, Collection<String> names) {
        Matcher references = REFERENCE.matcher(value);
        while (references.find()) {
            String referred = references.group(1) == null ? references.group(2) : references.group(1);
            if (KNOWN.matcher(referred).matches() || names.contains(referred)) {
                return Optional.of(words(name, value, references.group()));
            }
        }
        return Optional.empty();
    }

    private static String words(String name, String value, String reference) {
        String bin = name.equals("PATH") ? " (not needed for programs in the application's folder bin)" : "";
        return "is literal: '%s' would not be replaced. Begin the command with: export %s=\"%s\";%s"
                .formatted(reference, name, value.replace("\"", "\\\""), bin);
    }
}
