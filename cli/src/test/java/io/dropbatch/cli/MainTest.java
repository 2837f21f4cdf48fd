package io.dropbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    @Test
    void lists_every_command_under_the_name_that_it_gives_itself() {
        Map<String, CommandLine> subcommands = Main.commandLine("--help").getSubcommands();

        assertThat(subcommands.keySet())
                .containsExactlyElementsOf(Main.commands().keySet());
        subcommands.forEach(
                (name, command) -> assertThat(command.getCommandSpec().name()).isEqualTo(name));
    }

    @Test
    void takes_in_only_the_command_that_is_asked_for_and_helps_with_it_alike() {
        assertThat(Main.commands()).containsKeys("submit", "watch", "up");
        for (String name : Main.commands().keySet()) {
            CommandLine only = Main.commandLine(name, "--help");

            assertThat(only.getSubcommands()).containsOnlyKeys(name);
            assertThat(usage(only, name)).isEqualTo(usage(Main.commandLine(), name));
        }
    }

    @Test
    void shows_examples_of_every_command() {
        for (String name : Main.commands().keySet()) {
            CommandLine command =
                    Main.commandLine(name, "--help").getSubcommands().get(name);
            assertThat(command.getUsageMessage()).contains("Example").contains("dropbatch " + name);
            command.getSubcommands()
                    .forEach((part, inner) -> assertThat(inner.getUsageMessage())
                            .contains("Example")
                            .contains("dropbatch " + name + " " + part)
                            .contains("--help"));
        }
    }

    @Test
    void proposes_the_command_that_was_meant() {
        StringWriter said = new StringWriter();
        CommandLine commandLine = Main.commandLine("sumbit").setErr(new PrintWriter(said));

        assertThat(commandLine.execute("sumbit")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(said.toString()).startsWith("dropbatch: unknown command 'sumbit': did you mean 'submit'?");
        assertThat(commandLine.getSubcommands()).containsKeys("submit", "up");
    }

    private static String usage(CommandLine commandLine, String name) {
        return commandLine.getSubcommands().get(name).getUsageMessage();
    }
}
