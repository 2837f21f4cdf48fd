package io.dropbatch.cli.supervision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a supervisor runs. */
public interface ProgramSet {

    /** The program that all others need. */
    SystemProgram localAzure();

    /** @param azure where local Azure is */
    List<SystemProgram> services(Map<String, String> azure);

    /** The names of all programs, in the order in which they start. */
    static List<String> names() {
        return Stream.concat(
                        Stream.of("local-azure", "submission", "scheduler", "monitor", "results"), observing().stream())
                .toList();
    }

    /** The programs that observe the others, if they are asked for and installed. */
    static List<String> observing() {
        return List.of("prometheus", "zipkin", "grafana");
    }

    /** The settings for {@code local.env}. */
    static Map<String, String> urls(List<SystemProgram> services) {
        Map<String, String> urls = new LinkedHashMap<>();
        services.forEach(service -> urls.put(urlVariable(service.name()), service.url()));
        return urls;
    }

    /** The name of a service's address in {@code local.env}. */
    static String urlVariable(String service) {
        return service.toUpperCase(Locale.ROOT) + "_URL";
    }
}
