package io.dropbatch.cli.client.drop;

import io.dropbatch.cli.console.CliException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Parameters as they are given on the command line, {@code NAME=VALUE}; case does not tell names apart. */
public final class ParameterOptions {

    private ParameterOptions() {}

    /** @throws CliException when one has no value or comes twice */
    public static Map<String, String> parse(List<String> given) {
        Map<String, String> parameters = new TreeMap<>();
        Map<String, String> variables = new TreeMap<>();
        for (String option : given) {
            int equals = option.indexOf('=');
            if (equals <= 0) {
                throw CliException.wrongUse("--param " + option + ": give NAME=VALUE, such as --param SEED=7");
            }
            String name = option.substring(0, equals);
            String before = variables.put(name.toUpperCase(Locale.ROOT), name);
            if (before != null) {
                throw CliException.wrongUse("--param " + name + " is given twice"
                        + (before.equals(name) ? "" : ", once as " + before + ": case does not count"));
            }
            parameters.put(name, option.substring(equals + 1));
        }
        return parameters;
    }
}
