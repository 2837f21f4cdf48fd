package io.dropbatch.cli.observe;

import io.dropbatch.cli.console.CliException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Prometheus reads: the files of {@code deploy/prometheus}, with the services' actual addresses. */
final class PrometheusFolder {

    private static final List<String> COPIED = List.of("prometheus.yml", "rules.yml");

    private final Path folder;

    PrometheusFolder(Path folder) {
        this.folder = folder;
    }

    Path configuration() {
        return folder.resolve("prometheus.yml");
    }

    /** Its measurements; they outlive a restart. */
    Path data() {
        return folder.resolve("data");
    }

    /**
     * Replaces what an earlier start has written.
     *
     * @param services addresses by the names of the services
     */
    void write(Path deployed, Map<String, String> services) {
        try {
            Files.createDirectories(folder);
            for (String name : COPIED) {
                Files.copy(deployed.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(folder.resolve("targets.yml"), targets(services));
        } catch (IOException e) {
            throw new CliException("cannot write what Prometheus reads: " + e.getMessage(), e);
        }
    }

    private static String targets(Map<String, String> services) {
        return services.entrySet().stream()
                .map(service ->
                        "- targets: [\"" + URI.create(service.getValue()).getAuthority() + "\"]\n"
                                + "  labels: { namespace: local, service: " + service.getKey() + " }\n")
                .collect(Collectors.joining());
    }
}
