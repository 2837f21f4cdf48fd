package io.dropbatch.localazure.testtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A missing tool skips a test, or fails it where everything is tested, and always with what to install. */
class NeededToolsTest {

    private static final String SENTENCE = "This test needs unzip, which is not installed (Debian package infozip).";

    @TempDir
    Path folder;

    @Test
    void a_test_whose_tool_is_missing_is_skipped_with_the_name_of_the_package() {
        assertThatThrownBy(() -> tools(false).requireTool("unzip"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(SENTENCE);
    }

    @Test
    void a_test_whose_tool_is_missing_fails_where_everything_is_tested() {
        assertThatThrownBy(() -> tools(true).requireTool("unzip"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage(SENTENCE);
    }

    @Test
    void a_program_on_the_path_is_there() throws IOException {
        Path program = Files.writeString(folder.resolve("unzip"), "#!/bin/sh\n");
        assertThatThrownBy(() -> tools(false).requireTool("unzip")).isInstanceOf(TestAbortedException.class);

        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatCode(() -> tools(true).requireTool("unzip")).doesNotThrowAnyException();
    }

    @Test
    void a_library_is_there_when_its_path_is() throws IOException {
        Path library = folder.resolve("library");
        NeededTools tools = new NeededTools(Map.of(library.toString(), "python3-library"), List.of(), true);
        assertThatThrownBy(() -> tools.requireTool(library.toString())).hasMessageContaining("python3-library");

        Files.createDirectory(library);

        assertThatCode(() -> tools.requireTool(library.toString())).doesNotThrowAnyException();
    }

    @Test
    void a_tool_that_no_list_names_is_a_mistake_of_the_test() throws IOException {
        Files.createFile(
                folder.resolve("gawk"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThatThrownBy(() -> tools(false).requireTool("gawk"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gawk");
    }

    @Test
    void a_list_has_tools_packages_and_comments() {
        assertThat(NeededTools.parse(List.of("# what for", "", "ps procps who runs", "  az   azure-cli")))
                .containsOnly(Map.entry("ps", "procps"), Map.entry("az", "azure-cli"));
    }

    private NeededTools tools(boolean everythingIsTested) {
        return new NeededTools(Map.of("unzip", "infozip"), List.of(folder), everythingIsTested);
    }
}
