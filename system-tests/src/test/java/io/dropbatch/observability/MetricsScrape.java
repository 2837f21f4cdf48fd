package io.dropbatch.observability;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What services expose, in Prometheus's text format. */
final class MetricsScrape {

    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (\\S+) ?(.*)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ENDING = Pattern.compile("_(bucket|count|sum)$");
    private static final Set<String> LABELS_OF_ALL = Set.of("application", "le", "quantile");

    private final SortedMap<String, MetricFamily> families = new TreeMap<>();
    private final Map<String, Set<String>> series = new HashMap<>();

    void add(String service, String page) {
        Map<String, String> help = new HashMap<>();
        Map<String, String> types = new HashMap<>();
        Map<String, SortedSet<String>> labels = new HashMap<>();
        page.lines().forEach(line -> {
            Matcher comment = COMMENT.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (comment.matches()) {
                (comment.group(1).equals("HELP") ? help : types).put(comment.group(2), comment.group(3));
            } else if (sample.matches()) {
                collect(service, sample, types, labels);
            }
        });
        types.forEach((name, type) -> families.merge(
                name,
                new MetricFamily(
                        name,
                        type,
                        help.getOrDefault(name, "").strip(),
                        labels.getOrDefault(name, new TreeSet<>()),
                        new TreeSet<>(Set.of(service))),
                MetricFamily::and));
    }

    private void collect(
            String service, Matcher sample, Map<String, String> types, Map<String, SortedSet<String>> labels) {
        String name = sample.group(1);
        String family = types.containsKey(name) ? name : ENDING.matcher(name).replaceFirst("");
        SortedSet<String> known = labels.computeIfAbsent(family, missing -> new TreeSet<>());
        SortedMap<String, String> values = new TreeMap<>();
        Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
        while (label.find()) {
            if (!LABELS_OF_ALL.contains(label.group(1))) {
                known.add(label.group(1));
                values.put(label.group(1), label.group(2));
            }
        }
        // Tests make workloads of their own: what counts is how many series one workload has.
        values.remove("workload");
        series.computeIfAbsent(service + " " + family, missing -> new HashSet<>())
                .add(values.toString());
    }

    /** All metrics by name; the largest value of a timer, a metric of its own, belongs to the timer. */
    List<MetricFamily> families() {
        return families.values().stream()
                .filter(family -> !family.name().endsWith("_max")
                        || !families.containsKey(family.name().replaceFirst("_max$", "")))
                .toList();
    }

    /** How many series each metric of a service has for one workload. */
    Map<String, Integer> seriesByMetric() {
        return series.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size()));
    }

    static Collection<MetricFamily> ours(Collection<MetricFamily> all) {
        return all.stream().filter(family -> isOurs(family.name())).toList();
    }

    static boolean isOurs(String name) {
        return name.startsWith("dropbatch_");
    }
}
