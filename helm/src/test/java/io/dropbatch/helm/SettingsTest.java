package io.dropbatch.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The chart and the services use one set of names. */
class SettingsTest {

    /** Where Azure is and the keys to it: environment variables in the pod. */
    private static final Set<String> OF_THE_ENVIRONMENT = Set.of("storage", "batch", "azure", "testing");

    private final Object schema = read(Rendered.CHART.resolve("values.schema.json"));

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void knows_every_setting_of_the_service_and_no_other(String service) {
        Object settings = Rendered.at(
                schema, "properties", "services", "properties", service, "properties", "dropbatch", "properties");
        Set<String> inTheSchema = new TreeSet<>();
        Rendered.map(settings).forEach((name, rule) -> collectRules(name, rule, inTheSchema));

        Set<String> inTheService = new TreeSet<>();
        dropbatch(service).forEach((name, value) -> collectValues(name, value, inTheService));

        assertThat(inTheSchema)
                .as("settings in values.schema.json, by those in %s-service's application.yml", service)
                .isEqualTo(inTheService);
    }

    @Test
    void names_the_containers_as_the_services_do() {
        Object chart = Rendered.at(read(Rendered.CHART.resolve("values.yaml")), "dropbatch", "containers");

        assertThat(Rendered.map(chart))
                .containsAllEntriesOf(containers("submission"))
                .containsAllEntriesOf(containers("monitor"))
                .containsAllEntriesOf(containers("results"));
    }

    private static void collectRules(String name, Object rule, Set<String> names) {
        Object inner = Rendered.at(rule, "properties");
        if (inner == null) {
            names.add(name);
            return;
        }
        Rendered.map(inner).forEach((key, next) -> collectRules(name + "." + key, next, names));
    }

    private static void collectValues(String name, Object value, Set<String> names) {
        boolean isAMapOfTheUsersOwn = name.endsWith("images");
        if (!(value instanceof Map) || isAMapOfTheUsersOwn) {
            names.add(name);
            return;
        }
        Rendered.map(value).forEach((key, next) -> collectValues(name + "." + key, next, names));
    }

    private static Map<String, Object> dropbatch(String service) {
        Path file = Path.of("..", service + "-service", "src/main/resources/application.yml");
        Map<String, Object> settings = Rendered.map(Rendered.at(read(file), "dropbatch"));
        settings.keySet().removeAll(OF_THE_ENVIRONMENT);
        settings.remove("containers");
        return settings;
    }

    private static Map<String, Object> containers(String service) {
        Path file = Path.of("..", service + "-service", "src/main/resources/application.yml");
        return Rendered.map(Rendered.at(read(file), "dropbatch", "containers"));
    }

    private static Object read(Path file) {
        try {
            return new Yaml().load(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }
}
