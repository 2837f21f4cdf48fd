package io.dropbatch.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of meters in the sources, as Prometheus spells them without a unit. */
final class MeterSources {

    private static final Pattern NAME = Pattern.compile("\"(dropbatch(?:\\.[a-z]+)+)\"");

    /** What is named like a meter and is a setting or a role. */
    private static final Pattern SETTING = Pattern.compile(
            "dropbatch\\.(storage|batch|containers|testing|terminal|root|submission|scheduler|monitor|results"
                    + "|objectives|pools|tracing|log|web|operator|viewer)(\\..*)?");

    private static final Pattern UNIT = Pattern.compile("(_seconds|_bytes)?(_total)?");

    private MeterSources() {}

    static SortedSet<String> read(Path project) {
        try (Stream<Path> modules = Files.list(project)) {
            return modules.filter(module -> module.getFileName().toString().matches(".*-service|shared-.*"))
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(MeterSources::names)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a metric is one of these meters: its name may end in a unit. */
    static boolean isOf(String meter, String metric) {
        return metric.startsWith(meter)
                && UNIT.matcher(metric.substring(meter.length())).matches();
    }

    private static Stream<String> names(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> NAME.matcher(text(file)).results().map(name -> name.group(1)))
                    .filter(name -> !SETTING.matcher(name).matches())
                    .map(name -> name.replace('.', '_'))
                    .toList()
                    .stream();
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
