package io.dropbatch.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Which panels of the dashboards and which alerts use a metric, read from the files of the deployment. */
final class MetricUses {

    private static final Pattern METRIC = Pattern.compile("\\bdropbatch[_:][a-zA-Z0-9_:]+");
    private static final Pattern ENDING = Pattern.compile("_(bucket|count|sum|max)$");

    /** By metric, then by dashboard. */
    private final Map<String, Map<String, Set<String>>> panels = new TreeMap<>();

    private final Map<String, Set<String>> alerts = new TreeMap<>();

    /** What a recording rule is made of. */
    private final Map<String, Set<String>> recorded = new TreeMap<>();

    static MetricUses read(Path deploy) {
        MetricUses uses = new MetricUses();
        uses.rules(deploy.resolve("prometheus/rules.yml"));
        Path grafana = deploy.resolve("grafana");
        if (Files.isDirectory(grafana)) {
            try (Stream<Path> files = Files.list(grafana)) {
                files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(uses::dashboard);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return uses;
    }

    /** In Markdown; empty when nothing uses the metric. */
    String of(MetricFamily family) {
        List<String> words = new ArrayList<>();
        panels.getOrDefault(family.name(), Map.of())
                .forEach((dashboard, titles) -> words.add(dashboard + ": " + String.join(", ", titles)));
        Set<String> used = alerts.getOrDefault(family.name(), Set.of());
        if (!used.isEmpty()) {
            words.add(used.stream()
                    .map(alert -> "[%1$s](runbooks/%1$s.md)".formatted(alert))
                    .collect(Collectors.joining(", ", "alerts: ", "")));
        }
        return String.join("; ", words);
    }

    private void rules(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        JsonNode root = ModelJson.mapper().valueToTree(new Yaml().load(text(file)));
        List<JsonNode> rules =
                root.findValues("rules").stream().flatMap(MetricUses::elements).toList();
        rules.stream()
                .filter(rule -> rule.has("record"))
                .forEach(rule -> recorded.put(
                        rule.path("record").asText(), named(rule.path("expr").asText())));
        rules.stream()
                .filter(rule -> rule.has("alert"))
                .forEach(rule -> metrics(rule.path("expr").asText())
                        .forEach(metric -> alerts.computeIfAbsent(metric, missing -> new LinkedHashSet<>())
                                .add(rule.path("alert").asText())));
    }

    private void dashboard(Path file) {
        JsonNode dashboard = json(file);
        String name = "[%s](../deploy/grafana/%s)"
                .formatted(dashboard.path("title").asText().replaceFirst("^Dropbatch[ /:-]*", ""), file.getFileName());
        panels(dashboard)
                .forEach(panel -> panel.findValuesAsText("expr").stream()
                        .flatMap(expression -> metrics(expression).stream())
                        .forEach(metric -> panels.computeIfAbsent(metric, missing -> new TreeMap<>())
                                .computeIfAbsent(name, missing -> new LinkedHashSet<>())
                                .add(panel.path("title").asText().replace("|", "\\|"))));
    }

    /** Those in folded rows too. */
    private static Stream<JsonNode> panels(JsonNode holder) {
        return elements(holder.path("panels"))
                .flatMap(panel -> panel.path("panels").isEmpty() ? Stream.of(panel) : panels(panel));
    }

    private Set<String> metrics(String expression) {
        Set<String> metrics = new LinkedHashSet<>();
        for (String name : named(expression)) {
            if (recorded.containsKey(name)) {
                recorded.get(name).forEach(source -> metrics.addAll(metrics(source)));
            } else {
                metrics.add(ENDING.matcher(name).replaceFirst(""));
            }
        }
        return metrics;
    }

    private static Set<String> named(String expression) {
        return METRIC.matcher(expression)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.elements().forEachRemaining(elements::add);
        return elements.stream();
    }

    private static JsonNode json(Path file) {
        try {
            return ModelJson.mapper().readTree(text(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
