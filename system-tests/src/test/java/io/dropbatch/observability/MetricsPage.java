package io.dropbatch.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page {@code docs/metrics.md}: words that people write, and tables between marks that a test writes. */
final class MetricsPage {

    private static final Pattern BLOCK = Pattern.compile("(?s)(<!-- begin: (\\w+) -->\n).*?(<!-- end: \\2 -->)");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(dropbatch_\\w+)` \\| (\\w+) \\| (.*?) \\| (.*?) \\| (.*?) \\| (.*) \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");

    /** The first that matches. */
    private static final Map<String, Pattern> SUBJECTS = subjects();

    private final Path file;
    private final String text;

    private MetricsPage(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static MetricsPage read(Path file) {
        try {
            return new MetricsPage(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Pattern> subjects() {
        Map<String, Pattern> subjects = new LinkedHashMap<>();
        subjects.put("Service levels", Pattern.compile("drop_to_job|task_end_to|job_end_to|objective"));
        subjects.put("Bus", Pattern.compile("bus_|message|events_announced"));
        subjects.put("Calls to Azure", Pattern.compile("client_"));
        subjects.put("Pools", Pattern.compile("pool"));
        subjects.put("Reliability", Pattern.compile("sweep|events_absorbed|given_up|verification|verified"));
        subjects.put(
                "Queue and quota",
                Pattern.compile("jobs?_(queue|closed|waiting|janitored|cost|oldest)|jobs$|jobs_waiting|active_|budget"
                        + "|tasks_submitted"));
        subjects.put("Tasks", Pattern.compile("task|looks|jobs_(watched|stuck)|levels_"));
        subjects.put("Drops", Pattern.compile("drop|blob_event|input|outcome|output|status_|window|files_"));
        subjects.put("Program", Pattern.compile(""));
        return subjects;
    }

    String text() {
        return text;
    }

    /** The metrics that the page lists, by name. */
    SortedMap<String, MetricFamily> families() {
        SortedMap<String, MetricFamily> families = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                families.put(
                        row.group(1),
                        new MetricFamily(
                                row.group(1),
                                row.group(2),
                                row.group(5).replace("\\|", "|"),
                                new TreeSet<>(codes(row.group(3))),
                                new TreeSet<>(Stream.of(row.group(4).split(", "))
                                        .filter(service -> !service.isEmpty())
                                        .toList())));
            }
        });
        return families;
    }

    /** The same page with other metrics and uses. */
    MetricsPage with(Collection<MetricFamily> families, MetricUses uses) {
        return replaced("metrics", tables(families, uses)).replaced("unused", unused(families, uses));
    }

    /** The same page with other libraries' metrics, which it only sums up. */
    MetricsPage withOthers(Map<String, String> byPrefix) {
        StringBuilder table = new StringBuilder("| metrics | from |\n| --- | --- |\n");
        byPrefix.forEach((prefix, from) -> table.append("| `%s_*` | %s |\n".formatted(prefix, from)));
        return replaced("others", table.toString());
    }

    private MetricsPage replaced(String block, String content) {
        String changed = BLOCK.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(2).equals(block) ? match.group(1) + content + match.group(3) : match.group()));
        return new MetricsPage(file, changed);
    }

    void write() {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tables(Collection<MetricFamily> families, MetricUses uses) {
        Map<String, List<MetricFamily>> bySubject = new LinkedHashMap<>();
        SUBJECTS.keySet().forEach(subject -> bySubject.put(subject, new ArrayList<>()));
        families.forEach(family -> bySubject.get(subjectOf(family)).add(family));
        return bySubject.entrySet().stream()
                .filter(subject -> !subject.getValue().isEmpty())
                .map(subject -> "\n### " + subject.getKey() + "\n\n" + table(subject.getValue(), uses))
                .collect(Collectors.joining("", "", "\n"));
    }

    private static String subjectOf(MetricFamily family) {
        String name = family.name().substring("dropbatch_".length());
        return SUBJECTS.entrySet().stream()
                .filter(subject -> subject.getValue().matcher(name).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static String table(List<MetricFamily> families, MetricUses uses) {
        StringBuilder table = new StringBuilder(
                "| metric | type | labels | service | meaning | used by |\n| --- | --- | --- | --- | --- | --- |\n");
        families.forEach(family -> table.append("| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        family.name(),
                        family.type(),
                        family.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(" ")),
                        String.join(", ", family.services()),
                        CELL.matcher(family.meaning()).replaceAll("\\\\|"),
                        uses.of(family))));
        return table.toString();
    }

    private static String unused(Collection<MetricFamily> families, MetricUses uses) {
        String list = families.stream()
                .filter(family -> uses.of(family).isEmpty())
                .map(family -> "- `" + family.name() + "`\n")
                .collect(Collectors.joining());
        return list.isEmpty() ? "None.\n" : list;
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }
}
