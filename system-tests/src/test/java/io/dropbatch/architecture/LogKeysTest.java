package io.dropbatch.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key of a log is spelled the same everywhere, which a table in CONTRIBUTING.md says. */
class LogKeysTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern USED = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z]+([A-Z][a-z]+)*");

    @Test
    void the_table_holds_the_keys_that_are_used() {
        Set<String> used = used();

        assertThat(used)
                .as("keys of log lines, and the table in CONTRIBUTING.md: take a key that is there, or add a row")
                .isEqualTo(written());
        assertThat(used).allMatch(key -> CAMEL_CASE.matcher(key).matches());
    }

    private static Set<String> used() {
        return Stream.of(ROOT, ROOT.resolve("local-azure"))
                .flatMap(project -> under(project, 1))
                .map(module -> module.resolve("src/main/java"))
                .filter(Files::isDirectory)
                .flatMap(sources -> under(sources, Integer.MAX_VALUE))
                .filter(file -> file.toString().endsWith(".java"))
                .flatMap(file -> found(USED, read(file)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> under(Path folder, int depth) {
        try (Stream<Path> paths = Files.walk(folder, depth)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> written() {
        String section = read(ROOT.resolve("CONTRIBUTING.md"))
                .split("### write a line to the log\n", -1)[1]
                .split("\n##", -1)[0];
        return found(ROW, section).flatMap(keys -> found(KEY, keys)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
