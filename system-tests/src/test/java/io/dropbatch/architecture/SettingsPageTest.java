package io.dropbatch.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page of settings has each one of the services with its variable, its default and its value on Azure, and no other. */
class SettingsPageTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> SERVICES = List.of("submission", "scheduler", "monitor", "results");
    private static final List<String> NOT_FOR_USERS = List.of("dropbatch.testing.", "dropbatch.log.formats.");

    /** Its entries are told by their names. */
    private static final String IMAGES = "dropbatch.scheduler.images";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");

    /** @param azure empty where the profile changes nothing */
    private record Setting(String variable, String usual, String azure) {}

    @Test
    void names_every_setting_as_it_is() throws IOException {
        assertThat(onThePage()).isEqualTo(ofTheServices());
    }

    private static Map<String, Setting> ofTheServices() throws IOException {
        Map<String, Setting> settings = new TreeMap<>();
        settings.putAll(settings(values("shared-service/src/main/resources/dropbatch-service.yml"), Map.of()));
        settings.putAll(settings(values("shared-bus/src/main/resources/dropbatch-bus.yml"), Map.of()));
        for (String service : SERVICES) {
            String resources = service + "-service/src/main/resources/";
            settings.putAll(
                    settings(values(resources + "application.yml"), values(resources + "application-azure.yml")));
        }
        return settings;
    }

    private static Map<String, Setting> settings(Map<String, String> usual, Map<String, String> azure) {
        Map<String, Setting> settings = new TreeMap<>();
        usual.forEach((name, value) -> {
            Matcher placeholder = PLACEHOLDER.matcher(value);
            boolean named = placeholder.matches();
            String byDefault = named ? placeholder.group(2) : value;
            String onAzure = azure.getOrDefault(name, byDefault);
            settings.put(
                    name,
                    new Setting(
                            named ? placeholder.group(1) : "", byDefault, onAzure.equals(byDefault) ? "" : onAzure));
        });
        assertThat(usual.keySet()).containsAll(azure.keySet());
        return settings;
    }

    private static Map<String, String> values(String file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        JsonNode all = new YAMLMapper().readTree(PROJECT.resolve(file).toFile());
        collect("dropbatch", all.path("dropbatch"), values);
        values.keySet().removeIf(name -> NOT_FOR_USERS.stream().anyMatch(name::startsWith));
        return values;
    }

    private static void collect(String name, JsonNode node, Map<String, String> values) {
        if (name.equals(IMAGES)) {
            List<String> names = new ArrayList<>();
            node.fieldNames().forEachRemaining(image -> names.add(image.replaceAll("[\\[\\]]", "")));
            values.put(name, String.join(", ", names));
        } else if (node.isObject()) {
            if (node.isEmpty()) {
                values.put(name, "");
            }
            node.properties().forEach(entry -> collect(name + "." + entry.getKey(), entry.getValue(), values));
        } else if (!node.isMissingNode()) {
            values.put(name, node.asText());
        }
    }

    private static Map<String, Setting> onThePage() throws IOException {
        Map<String, Setting> settings = new TreeMap<>();
        for (String line : Files.readAllLines(PROJECT.resolve("docs/settings.md"))) {
            if (line.startsWith("| `dropbatch.")) {
                List<String> cells = cells(line);
                boolean hasAzure = cells.size() == 5;
                assertThat(cells.getLast())
                        .as("what %s means", cells.getFirst())
                        .isNotBlank();
                settings.put(cells.getFirst(), new Setting(cells.get(1), cells.get(2), hasAzure ? cells.get(3) : ""));
            }
        }
        return settings;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|", -1)) {
            cells.add(cell.strip().replaceAll("^`([^`]*)`$", "$1"));
        }
        return cells;
    }
}
