package io.dropbatch.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart and the services use one set of names. */
class SettingsTest {

    private final Object schema = Rendered.read(Rendered.CHART.resolve("values.schema.json"));

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void knows_every_setting_of_the_service_and_no_other(String service) {
        Object settings = Rendered.at(
                schema, "properties", "services", "properties", service, "properties", "dropbatch", "properties");
        Set<String> inTheSchema = new TreeSet<>();
        Rendered.map(settings).forEach((name, rule) -> collectRules(name, rule, inTheSchema));

        Set<String> inTheService = new TreeSet<>();
        dropbatch(service, "application.yml").forEach((name, value) -> collectValues(name, value, inTheService));

        assertThat(inTheSchema)
                .as("settings in values.schema.json, by those in %s-service's application.yml", service)
                .isEqualTo(inTheService);
    }

    @ParameterizedTest
    @ValueSource(strings = {"submission", "scheduler", "monitor", "results"})
    void the_profile_for_azure_changes_only_what_there_is(String service) {
        Set<String> inTheService = new TreeSet<>();
        dropbatch(service, "application.yml").forEach((name, value) -> collectValues(name, value, inTheService));
        Set<String> inTheProfile = new TreeSet<>();
        dropbatch(service, "application-azure.yml").forEach((name, value) -> collectValues(name, value, inTheProfile));

        assertThat(inTheProfile).isNotEmpty().isSubsetOf(inTheService);
    }

    @Test
    void names_the_containers_as_the_services_do() {
        Object chart = Rendered.at(Rendered.read(Rendered.CHART.resolve("values.yaml")), "dropbatch", "containers");

        Object services = Rendered.at(
                Rendered.read(Path.of("..", "shared-service", "src/main/resources/dropbatch-service.yml")),
                "dropbatch",
                "containers");
        assertThat(Rendered.map(chart)).isEqualTo(Rendered.map(services));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tracing", "log"})
    void knows_the_settings_of_all_services(String group) {
        Object chart = Rendered.at(Rendered.read(Rendered.CHART.resolve("values.yaml")), "dropbatch", group);

        Map<String, Object> services = Rendered.map(Rendered.at(
                Rendered.read(Path.of("..", "shared-service", "src/main/resources/dropbatch-service.yml")),
                "dropbatch",
                group));
        assertThat(services.keySet()).containsAll(Rendered.map(chart).keySet());
        assertThat(services.values().stream().filter(String.class::isInstance).map(String.class::cast))
                .allSatisfy(value -> assertThat(value).startsWith("${DROPBATCH_"));
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
        boolean isAMapOfTheUsersOwn = name.endsWith("images") || name.endsWith("prices") || name.endsWith("profiles");
        if (!(value instanceof Map) || isAMapOfTheUsersOwn) {
            names.add(name);
            return;
        }
        Rendered.map(value).forEach((key, next) -> collectValues(name + "." + key, next, names));
    }

    private static Map<String, Object> dropbatch(String service, String name) {
        Path file = Path.of("..", service + "-service", "src/main/resources", name);
        return Rendered.map(Rendered.at(Rendered.read(file), "dropbatch"));
    }
}
