package io.dropbatch.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.dropbatch.codec.ModelJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One query of a panel.
 *
 * @param panel the panel's id in its dashboard
 * @param target the query's letter in its panel
 * @param expression with the dashboard's variables set to all that there is; windows are still variables of Grafana
 * @param instant whether it is asked for one moment, not for the time range
 */
record DashboardQuery(String dashboard, int panel, String title, String target, String expression, boolean instant) {

    private static final Pattern SELECTED = Pattern.compile("([a-z][a-z0-9_]*)\\{");

    /** Of all dashboards in a folder. */
    static List<DashboardQuery> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<DashboardQuery> queries = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                queries.addAll(of(ModelJson.mapper().readTree(file.toFile())));
            }
            return queries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<DashboardQuery> of(JsonNode dashboard) {
        List<DashboardQuery> queries = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new DashboardQuery(
                        dashboard.path("uid").asText(),
                        panel.path("id").asInt(),
                        panel.path("title").asText(),
                        target.path("refId").asText(),
                        withAll(target.path("expr").asText(), dashboard.path("templating")),
                        target.path("instant").asBoolean()));
            }
        }
        return queries;
    }

    private static String withAll(String expression, JsonNode templating) {
        String chosen = expression;
        for (JsonNode variable : templating.path("list")) {
            if (variable.has("allValue")) {
                chosen = chosen.replace(
                        "$" + variable.path("name").asText(),
                        variable.path("allValue").asText());
            }
        }
        return chosen;
    }

    /** With windows as long as given. */
    String over(String rateInterval, String range) {
        return expression.replace("$__rate_interval", rateInterval).replace("$__range", range);
    }

    /** The metrics that it names; every selection has braces. */
    Set<String> metrics() {
        return SELECTED.matcher(expression)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How the list of exceptions and complaints name it. */
    String name() {
        return dashboard + ": " + title + ": " + target;
    }
}
