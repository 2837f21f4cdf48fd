package io.dropbatch.codec.workload;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The rule for names of environment variables that a workload sets. */
final class EnvironmentName {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern RESERVED = Pattern.compile("(AZ_BATCH_|DROPBATCH_|PARAM_|TASK_).*");
    private static final Set<String> OWNED = Set.of("INPUT", "INPUTS", "APP_DIR", "PREVIOUS_DIR");
    private static final Set<String> OF_SHELLS = Set.of("IFS", "OPTIND", "PWD", "OLDPWD", "PPID", "SHLVL", "_");

    private EnvironmentName() {}

    /** Why the name cannot be set, or empty when it can. */
    static Optional<String> objection(String name) {
        if (!LEGAL.matcher(name).matches()) {
            return Optional.of(
                    "is not the name of an environment variable: letters, digits and '_', not beginning with a digit");
        }
        if (OWNED.contains(name) || RESERVED.matcher(name).matches()) {
            return Optional.of("is set by Dropbatch or Batch itself: choose another name");
        }
        if (OF_SHELLS.contains(name)) {
            return Optional.of("is set by every shell when it starts: set it in the command");
        }
        return Optional.empty();
    }
}
