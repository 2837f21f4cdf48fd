package io.dropbatch.cli.client;

import io.dropbatch.cli.console.CliException;
import io.dropbatch.store.cloud.CloudAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of Dropbatch: from the process's environment, else from the {@code local.env} of the system on this
 * machine.
 */
public final class ClientSettings {

    private final Map<String, String> values;

    private ClientSettings(Map<String, String> values) {
        this.values = values;
    }

    /** @param home the state folder, which holds {@code local.env} while the local system runs */
    public static ClientSettings load(Map<String, String> environment, Path home) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!isCloud(environment)) {
            values.putAll(readLocal(home.resolve("local.env")));
        }
        values.putAll(environment);
        return new ClientSettings(values);
    }

    /** Uses exactly these settings. */
    public static ClientSettings of(Map<String, String> values) {
        return new ClientSettings(Map.copyOf(values));
    }

    /**
     * A setting that the command requires.
     *
     * @throws CliException when it is missing, with what to do
     */
    public String require(String name) {
        return find(name)
                .orElseThrow(() -> new CliException(name
                        + " is not set: start the local system with './dropbatch up', or set it to"
                        + " your Azure account's"));
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * Which of Azure's clouds the addresses are in.
     *
     * @throws CliException when there is none of that name
     */
    public CloudAddresses cloud() {
        try {
            return CloudAddresses.of(name -> find(name).orElse(null));
        } catch (IllegalArgumentException e) {
            throw new CliException(CloudAddresses.CLOUD + " " + e.getMessage());
        }
    }

    private static boolean isCloud(Map<String, String> environment) {
        return environment.containsKey("AZURE_STORAGE_CONNECTION_STRING")
                || environment.containsKey("AZURE_STORAGE_BLOB_ENDPOINT");
    }

    private static Map<String, String> readLocal(Path file) {
        Map<String, String> values = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return values;
        }
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    String name = line.substring(0, equals)
                            .replaceFirst("^export ", "")
                            .strip();
                    values.put(name, unquoted(line.substring(equals + 1).strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("'") && value.endsWith("'");
        return quoted ? value.substring(1, value.length() - 1).replace("'\\''", "'") : value;
    }
}
