package io.dropbatch.cli.supervision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a supervisor runs. */
public interface ProgramSet {

    /** The program that all others need. */
    SystemProgram localAzure();

    /** @param azure where local Azure is */
    List<SystemProgram> services(Map<String, String> azure);

    /** The names of Dropbatch's programs, in the order in which they start. */
    static List<String> names() {
        return List.of("local-azure", "submission", "scheduler", "monitor", "results");
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
