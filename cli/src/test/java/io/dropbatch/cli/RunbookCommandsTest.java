package io.dropbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the run books and the page for subscribers tell people to type is what the command line takes. */
class RunbookCommandsTest {

    private static final Path BOOKS = Path.of("..", "docs", "runbooks");
    private static final Set<String> PROGRAMS = Set.of("./dropbatch", "kubectl", "promtool", "az", "curl", ".");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern INLINE = Pattern.compile("`(\\./dropbatch [^`]+)`");
    private static final Pattern COMMENT = Pattern.compile("\\s+#.*$");

    @ParameterizedTest
    @MethodSource("books")
    void names_only_programs_that_are_known(Path book) {
        assertThat(lines(book).map(line -> line.split(" ", 2)[0])).isSubsetOf(PROGRAMS);
    }

    @ParameterizedTest
    @MethodSource("books")
    void gives_the_command_line_only_words_that_it_takes(Path book) {
        List<String> commands = Stream.concat(
                        lines(book), INLINE.matcher(text(book)).results().map(result -> result.group(1)))
                .filter(line -> line.startsWith("./dropbatch "))
                .toList();

        for (String command : commands) {
            String[] words = command.substring("./dropbatch ".length()).split("\\s+");
            CommandLine commandLine = Main.commandLine(words);
            assertThatCode(() -> commandLine.parseArgs(words)).as(command).doesNotThrowAnyException();
        }
    }

    @Test
    void reads_commands_out_of_the_run_books() {
        assertThat(books().flatMap(RunbookCommandsTest::lines))
                .contains("./dropbatch status", "./dropbatch logs monitor -n 200");
    }

    private static Stream<Path> books() {
        try (Stream<Path> files = Files.list(BOOKS)) {
            return Stream.concat(
                    files.filter(file -> file.toString().endsWith(".md")).sorted(),
                    Stream.of(BOOKS.resolveSibling("subscribing.md")))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path book) {
        return BLOCK.matcher(text(book))
                .results()
                .flatMap(block -> Arrays.stream(block.group(1).split("\n")))
                .map(line -> COMMENT.matcher(line).replaceAll("").strip())
                .filter(line -> !line.isEmpty());
    }

    private static String text(Path book) {
        try {
            return Files.readString(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
